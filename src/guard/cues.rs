//! The words by which a request is told from a statement, in the five languages of the panel, folded. Knows no question:
//! what is asked for is the catalogue's.

/// Words that say nothing about what is asked: they only decide between phrases that are alike otherwise.
pub(super) const FUNCTION: &str = "\
    بيكون يكون تكون سيكون ستكون هيكون حيكون بتكون pues comme namely vers هنا حضرتك سيادتك بتاعك بتاعتك تبعك حقك تقدر تستطيع بتقدر voulez souhaitez desirez voudriez preferez gustaria quieren sera seran تذكرني تذكر اذكر اسال تسال حالك unter transmettre fournir preciser epeler demander demande preguntar preguntarle fragen تتذكر بتتذكر فاكر asked بالضبط seria serian serait seraient ware waren \
    a an the is are was were be been do does did have has had can could may might would will shall should must i you we me us \
    my our your yours it its this that these those of for to in on at by with from and or please what which whose \
    give tell provide share confirm know need get let just also still there here so as any some s t m re ll ve d \
    am im ask verify say again now ok okay well first then right moment currently current present already exactly today \
    happen about like want one got more good correct exact valid proper kindly best main primary registered \
    der die das den dem des ein eine einen einem einer ist sind war sein haben hat hatten hatte habe kann konnen \
    konnte konnten wurde wurden wollen mochten durfen darf sollen soll ich sie wir mir mich uns mein meine ihr ihre ihren ihrem \
    ihrer ihres ihnen es fur zu auf bei mit und oder bitte welche welcher welches welchen welchem \
    geben nennen sagen teilen bestatigen noch auch mal denn einmal wird zum zur aus nach lautet wie doch dann schon \
    bereits gerade jetzt aktuell aktuelle aktueller aktuellen momentan zurzeit genau bis um geht \
    le la les l un une du de est sont etait ete etre avez avoir ai pouvez pourriez pouvons puis peux peut je vous nous \
    moi mon votre vos ce cet cette ces c pour en au aux par avec et ou plait quel quelle quels quelles que qu \
    donner dire indiquer communiquer confirmer rappelez il elle y se sur dans bien deja encore toujours actuellement \
    actuel actuelle exactement maintenant qui doit \
    el los las una unos unas del al son esta estan era ser ha han puede podria podemos puedo usted yo nos su sus tu lo \
    con por favor cual cuales dar da decir dice confirmar facilitar indicar necesito te ya todavia ahora \
    actual actualmente exactamente desea quiere prefiere tiene sigue siendo \
    ما هو هي هل ماذا من في علي الي عن مع او ام و هذا هذه ذلك تلك ان ممكن يمكن يمكنك يمكننا تعطيني اعطني اعطايي تخبرني اخبرني \
    تزودني تزويدي تزويدنا فضلك رجاء يرجي لو سمحت احتاج نحتاج اريد تريد ترغب لديك عندك انت لك لي لنا الذي التي اي تاكيد \
    خاص الخاص بك الخاصه زال زلت حاليا الان لديه معك ثم قد كان قمت حالي الحالي الحاليه كم ولا";

/// Words that say of a thing that it belongs to the person who is spoken to.
pub(super) const YOURS: &str = "حضرتك سيادتك بتاعك بتاعتك تبعك حقك حقتك لحضرتك your yours ihr ihre ihren ihrem ihrer ihres dein deine deinen votre vos su sus tu tus لك لديك عندك بك معك";

/// Words for somebody else: what belongs to them is not the customer's.
pub(super) const OTHERS: &str = "my our his her their unser unsere unseren unserem unserer mein meine meinen meiner mon \
    notre son leur mi mis nuestro nuestra nuestros nuestras";

/// Words between the things of a list.
pub(super) const AND: &str = "pis sowie ainsi asi plus وكذلك وايضا and und et y e و as";

/// Words between things of which one is to be chosen.
pub(super) const OR: &str = "or oder ou o او ام ولا";

/// Articles, before which nothing is said of an owner.
pub(super) const ARTICLES: &str = "the der die das le la les l el los las";

/// Words of English behind which a noun that is not known makes another thing of the next one: "the file name".
pub(super) const BEFORE_COMPOUNDS: &str = "the your a an s";

/// Words between a thing and its owner.
pub(super) const OF: &str = "d of der des du de del vom";

/// Question words that ask for one kind of thing each, a kind to a word.
pub(super) const WHEN: &str = "امتي امته ايمتي ايمته وقتيش when wann quand cuando متي";
pub(super) const WHERE: &str = "where wo wohin woher ouh donde adonde اين وين فين منين لوين لفين";
pub(super) const WHY: &str = "why warum weshalb wieso wozu wofur pourquoi porquee لماذا ليش ليه";
pub(super) const WHO: &str = "who whom wer wem wen quien quienes مين";
pub(super) const MUCH: &str =
    "بكام بقديش قديش combien cuanto cuanta cuantos cuantas wieviel wievielt wieviele";
/// Those that ask for anything.
pub(super) const WHAT: &str = "ايه شو ايش وش شنو انهي اش what which welche welcher welches welchen welchem wie quel quelle quels \
    quelles quoi comment cual cuales paraquee how ما ماذا كيف كم منذ اي باي";
/// Those that ask only where a clause begins, and join clauses elsewhere.
pub(super) const WHAT_FIRST: &str = "since was que qui seit depuis jusqu desde hasta como";
/// Words before one for a time that ask since when.
pub(super) const SINCE: &str = "since seit depuis desde من منذ";

/// What says of a thing that there is an older one.
pub(super) const NEW: &str = "new neue neuen nouveau nouvel nouvelle nuevo nueva جديد الجديد جديده الجديده";

/// What asks for information, in so many words.
pub(super) const ASK: &str = "i am going to need|i m going to need|we are going to need|we re going to need|start with your|start with the|begin with your|begin with the|still need|help me with your|help us with your|enter your|type in your|repeat your|mention your|supply your|go ahead with|go ahead and give|go ahead and tell|let me take down your|have to ask for your|like to confirm your|like to verify your|like to take your|love to know|once you give|once you provide|once i have your|as soon as i have your|you ll need to give|you will need to give|you need to give|you ll have to give|you have to give me|mind verifying|mind letting|ich musste noch|ich musste bitte|ich musste ihr|ich musste ihre|ich musste ihren|ich nehme noch|ich notiere mir noch|sie mussten mir|schreiben sie mir|konnten wir ihre|bitte ihr|bitte ihre|bitte ihren|bitte noch ihr|bitte noch ihre|bitte noch ihren|bitte einmal ihr|bitte einmal ihre|bitte einmal ihren|bitte kurz ihre|bitte kurz ihren|je vais prendre|je vais avoir besoin|juste besoin|je prends|ecrivez moi|laissez moi|rappelez|il nous manque|besoin egalement|voy a necesitar|vamos a necesitar|solo necesito|اكتب لي|اقرا لي|فقط احتاج|هل استطيع معرفه|هل تسمح لي|تسمح لي|اود معرفه|هل يمكن ان اعرف|i ll have to ask|konnte ich ihre|konnte ich ihren|konnte ich bitte|hatte ich gern|geben sie bitte|geben sie ihre|ich mochte sie nach|j aimerais avoir|j aimerais connaitre|il me manque|me gustaria saber|quisiera saber|querria saber|ارجو منك|هل من الممكن|بحاجه الي|هل يمكنني معرفه|هل يمكنني الحصول|هل يمكنني ان اعرف|هل يمكننا معرفه|نريد معرفه|need your|\
    provide me|provide us|provide your|provide the|send me your|\
    i would like your|\
    can i please|\
    could i please|may i please|\
    do you happen to|if you can give|\
    if you could give|if you provide|if you can provide|if you could provide|if you can tell|if you could tell|if you could share|\
    if you can share|mind providing|\
    ich brauche|ich brauchte|ich benotige|ich benotigte|brauche ich|brauchte ich|benotige ich|benotigte ich|\
    geben sie mir|geben sie uns|\
    darf ich ihren|darf ich ihre|darf ich ihr|darf ich sie|darf ich nach|darf ich um|kann ich ihre|kann ich ihren|\
    haben sie|ich bitte sie um|\
    d abord besoin|aussi besoin|encore besoin|besoin de votre|\
    veuillez me|veuillez nous|veuillez indiquer|veuillez confirmer|\
    merci de bien vouloir|\
    puis je obtenir|\
    connaissez vous|si vous me donnez|si vous me dites|si vous pouvez me|si vous m indiquez|c est quel|\
    me hara falta|\
    digamos|\
    اذكر|اذا اعطيتني|اذا زودتني|اذا امكن|اريد معرفه|ارسل لي";

/// What asks whether the customer has something: for the thing itself, or by yes or no.
pub(super) const HAVE: &str = "still got|have you a|have you an|have you any|have you the|have you your|have you still|would you have|would you still have|vous voyez|voyez vous|auriez vous encore|is there|was there|are there|would there be|do we have|diget|did you receive|were you given|have you been given|did they give|did anyone give|did somebody give|you have|you got|you know|you remember|you recall|do you recall|can you recall|can you find|do you see|gibt es|gibts|hat man ihnen|wurde ihnen|habt ihr|hast du|habn sie|kennen sie|erinnern sie sich an|finden sie|sehen sie|y a t il|il y a|vous a t on|on vous a|vous souvenez vous|vous rappelez vous|savez vous|disposez vous|possedez vous|tienes|tenes|le dieron|le han dado|te dieron|hay|cuenta con|dispone de|se acuerda de|se sabe|sabes|conoce|هل يوجد|هل اعطوك|هل تملك|عندك|معك|معاك|لديك|تعرف|بتعرف|فاكر|متذكر|بتتذكر|حافظ|لسه معك|can you remember|vous avez|vous auriez|vous connaissez|vous souvenez vous de|recuerda|tendra|هل تتذكر|هل تذكر|هل تعرف|do you have|do you know|do you remember|do you happen to have|have you got|haben sie|hatten sie|wissen sie|avez vous|\
    auriez vous|connaissez vous|tiene|tendria|recuerda su|sabe su|هل لديك|هل عندك|هل معك";

/// What asks for something to be done: for information only when a word of `GIVING` says so.
pub(super) const MODAL: &str = "i ~ need to|we ~ need to|puedes|podrias|podes|puede usted|nos podria|peux tu|pourrais tu|kannst du|konntest du|konntens|konnens|wurdens|mind|any chance you|is it possible to|would it be possible|تقدر|بتقدر|فيك|هل يمكن|go ahead|would you be so kind|could you be so kind|waren sie so nett|waren sie so freundlich|waren sie so lieb|wurden sie|auriez vous l amabilite|auriez vous la gentillesse|vous pouvez me|vous pouvez nous|vous pourriez me|seria tan amable|seria usted tan amable|tendria la amabilidad|serias tan amable|فضلا|هل تستطيع|هل تقدر|بامكانك|i need to|we need to|i ll need to|i will need to|wir mussen|ich muss|necesito que|هل بوسعك|ارجو|can you|could you|would you|will you|please|kindly|konnen sie|konnten sie|bitte|\
    pouvez vous|pourriez vous|voudriez vous|veuillez|s il vous plait|merci de|puede|podria|me puede|me podria|nos puede|\
    por favor|هل يمكنك|يمكنك|يرجي|الرجاء|رجاء|من فضلك|لو سمحت|هل بامكانك";

/// The verbs of handing over information.
pub(super) const GIVING: &str = "اعرف اخذ اخد ناخذ اتشرف add attach submit dalassen dazuschreiben reinschreiben zumailen senden eingeben nachreichen raussuchen joindre adresser ajouter renseigner remplir retaper adjuntar agregar ingresar poner reenviar تضيف اضافه تضيفه ترفق indique diga facilite proporcione confirme envie mande pase comparta deletree brinde regale send sending pop drop paste copy text forward jot dig look find remind walk run pass leave put key list state quote message fill durchgeben mailen eintippen tippen eintragen kopieren ablesen heraussuchen diktieren verrat verraten zusenden ubermitteln erganzen zurufen hinterlassen beschreiben envoyer ecrire taper saisir copier coller epeler laisser passer rappeler redonner redire retrouver repreciser enviar enviarme mandar mandarme pasar pasarme escribir anotar dictar regalar regalarme brindar brindarme compartir compartirme dejar dejarme comentarme recordar buscar buscarme aclararme ارسال ترسل ترسلي تبعت تبعتلي تبعث تكتبلي تعطي تقولي تقوللي تقلي تديني تفيدني تمليني تشارك مشاركه توضح تحدد تحديد توضيح كتابه املاء تزود تزويد تبلغني ابلاغي افادتي enter type write mention specify supply clarify describe repeating zukommen fournir dicter darnos mencionar escribirme diera dijera facilitara indicara اعطاء اعطايي اعطاءنا تكتب ذكره تهجيه قول darme facilitarnos indicarnos dictarme comunicarme repetirme durchsagen zuschicken schicken angeben  give giving tell telling provide providing share sharing spell confirm confirming verify name read repeat \
    nennen geben sagen mitteilen bestatigen buchstabieren vorlesen wiederholen \
    donner dire indiquer communiquer confirmer preciser transmettre lire repeter \
    dar decir decirme decirnos indicar indicarme facilitar facilitarme confirmar confirmarme proporcionar proporcionarme deletrear leer \
    leerme repetir recordarme اعطاءي تعطيني تعطينا تزويدي تزويدنا تزودني تزودنا اخباري تخبرني تخبرنا ذكر تذكر تاكيد قراءه تقول اعطاونا";

/// What offers or asks for leave: a phrase that does so itself is meant, and no other.
pub(super) const OFFER: &str = "le repito|le leo|te leo|te repito|le recuerdo|je vous relis|je vous rappelle votre|je vous redonne|اقرا لك|اعيد لك|اكرر لك|اقول لك|اذكر لك|اكتب لك|اشرح لك|اعدل لك|اعدلك|اسجل لك|احجز لك|الغي لك|احدث لك|افتح لك|اضيف لك|اطلب لك|اجدد لك|would you prefer to|would you rather|would you prefer not to|te actualizo|le actualizo|le cambio|te cambio|vous preferez que je|prefiere que|preferis que|le ayudo|te ayudo|le explico|te explico|want me to|quieres que|queres que|deseas que|te paso|le paso|te mando|le mando|te envio|le envio|te reenvio|le reenvio|te doy|le doy|vous voulez que je|هل ارسل|هل اقوم|هل نقوم|هل اغير|هل نغير|هل نرسل|desea que|quiere que|تحب|تحبي|حابب|تبي|تبغي|ابعتلك|ابعثلك|ارسلك|ارسل لك|ارسللك|اغيرلك|اغير لك|احولك|احدثلك|اعطيك|اوصلك|اضيفلك|اسجلك|تحب ا|can i|could i|may i|shall i|should i|can we|could we|may we|shall we|should we|would you like|\
    would you like me|do you want|do you want me|darf ich|durfen wir|soll ich|sollen wir|kann ich|konnen wir|mochten sie|wollen sie|wunschen sie|\
    puis je|pouvons nous|peut on|dois je|faut il|souhaitez vous|voulez vous|desirez vous|puedo|podemos|desea|quiere|le gustaria|\
    prefiere|هل تريد|هل ترغب|هل يمكنني|هل يمكننا|هل استطيع|هل تود|هل تحب";

/// What begins a question that is answered by yes or no: a phrase that does so itself is meant, and no other.
pub(super) const YES_OR_NO: &str = "gefallt gefallen klappt klappen stimmt reicht kennt kennen weiss wissen bleibt bleiben steht stehen liegt liegen fuhlen hilft merken wirkt sieht sehen hort horen kommt kommen geht gehen macht machen lasst ruft gusta consigue cabe sale ve conoce sabe sirve parece llega llego عجبك عجبتك يعجبك سمعت شفت جاك is are was were am do does did have has had can could will would shall should may \
    ist sind war waren haben hat hatten wird werden kann lauft bekommen nutzt nutzen verwenden benutzen benutzt treten tritt \
    blinkt leuchtet funktionieren passiert arbeiten schauen zahlen bevorzugen \
    est etes avez etait sont a ont il elle vous c ca cela \
    es esta estan era son ha han hay puede podria puedes podrias pueden podrian lo usa utiliza paga funciona funcionan pasa ocurre trabaja comparte conserva acepta هل اليس";

/// What joins a thing and its value.
pub(super) const COPULAS: &str = "is are was ist lautet est es sigue هو هي";

/// What makes a statement or a condition of what follows.
pub(super) const BREAK: &str = "^ click|^ press|^ tap|^ hold down|^ scroll|^ wait|^ download|^ install|^ follow the|^ remember to|^ make sure you|^ make sure your|^ keep an eye|^ keep it|cliquez|appuyez|maintenez|attendez|patientez|debranchez|telechargez|installez|pensez a|n oubliez pas|gardez bien|klicken sie|drucken sie|warten sie|laden sie|installieren sie|folgen sie|bewahren sie|heben sie|achten sie|denken sie|vergessen sie|^ pulse|^ presione|haga clic|^ espere|^ guarde|mantenga pulsado|^ descargue|^ instale|^ siga|^ recuerde|^ acuerdese|^ اضغط|^ انتظر|^ احتفظ|^ حمل|^ نزل|^ لا تنس|^ تذكر ان|يطلب منك|يطلبون منك|بيطلب منك|بيطلبوا منك|يسالك|بيسالك|هيسالك|سيسالك|بيسالوك|يسالونك|سيطلب|هيطلب|بيطلب|le pide|le pedira|le piden|le pediran|le pida|le van a pedir|te pide|te pedira|te pediran|te van a pedir|le preguntara|le preguntaran|le pregunte|vous demandera|vous demanderont|vous demandent|vous reclamera|vous reclame|vous a demande|vous ont demande|fragt sie|fragt ihre|fragt der|fragt die|verlangt ihre|verlangt der|verlangt die|je note que|je note que votre|je prends note que|anoto que|ich notiere dass|so a ~ can|so the ~ can|so our ~ can|so my ~ can|so they can|so someone|so somebody|so one of|para que un|para que una|para que los|para que las|para que se|para que su|para que te|para que me|para que vaya|para que venga|para que llegue|para que quede|para que todo|you ll need|you will need|^ you need|you only need|you just need|vous aurez besoin|vous avez besoin|va a necesitar|necesitara|sie brauchen|sie benotigen|بتحتاج|ستحتاج|راح تحتاج|i ve got your|we ve got your|i got your|^ steht in|^ steht auf|^ steht im|^ steht oben|^ it s in|^ the one in|^ c est dans|^ c est sur|^ figura en|^ aparece en|^ busquelo|^ buscalo|^ before the|^ above the|^ below the|^ over the|^ not the|^ pas le|^ pas la|^ au dessus|^ avant le|^ nicht das|^ nicht die|^ vorm|^ vor dem|^ uber dem|^ arriba de|^ encima de|^ antes de la|^ antes del|^ debajo de|^ اللي فوق|^ مو كلمه|^ مش كلمه|i already have|we already have|i ve already|j ai deja|habe ich schon|hab ich schon|habe ich bereits|hab ich bereits|ya anote|^ listo ya|ya tengo|listo|fangt mit|beginnt mit|^ it s on|^ it starts|^ starts with|^ it should be|^ esta en|^ es el que|empieza por|empieza con|^ viene en|^ il est|^ elle est|commence par|commence avec|^ موجود|^ يبدا|^ تجده|^ هو موجود|pour que|para que administracion|para que yo|para que le|para que lo|para que nos|para que el|para que la|para que mi|mit der sie|عشان|علشان|مشان|لاجل|^ should our|^ should the|^ should you|^ should your|^ sollte|^ sollten|^ le mando|^ le envio|^ le paso|^ le doy|^ le reenvio|^ se lo mando|^ te mando|^ got|ich suche|ich schaue|ich schau|ich prufe|ich sehe nach|i m looking|i m checking|i m pulling|i m just checking your|i am checking|i am looking|let me look|let me find|let me pull|je regarde|je verifie|je cherche|estoy buscando|busco|reviso|estoy revisando|ابحث|اراجع|بدور|بشوف|خليني اشوف|خليني اتاكد|وصلني|وصلتني|استلمت|يعطيك|moment to verify your|moment to confirm your|minute to verify your|while i verify your|while i confirm your|let me verify your|let me confirm your|let me quickly verify your|moment to|minute to|second to|allow me|you asked|will ask you|you ll find|you will find|i m going to|i am going to|we are going to|we re going to|you will receive|you ll receive|i was|sie bekommen|sie erhalten|sie finden|sie hatten|vous recevrez|vous allez recevoir|vous trouverez|vous m avez|nous avons deja|recibira|encontrara|ya tenemos|me ha preguntado|estoy|ستصلك|ستجد|سالتني|وجدت|عثرت|اتحقق|سياتيك|let me know if your|let me know if the|^ reinicie|^ apague|^ desconecte|^ redemarrez|^ debranchez|^ اعد تشغيل|des que vous connaitrez|des que vous saurez|sobald sie wissen|once you know|as soon as you know|en cuanto sepa|if|while|because|after|once|unless|although|since you|i have|i had|i see|i ve|i found|i got|we have|we ve|thank|thanks|i can|i could|\
    we can|you can|i updated|i will|i ll|we will|we ll|let me|so that|in order|\
    wenn|falls|um die|um das|um den|um zu|wahrend|weil|nachdem|sobald|obwohl|ich habe|ich sehe|ich kann|wir haben|wir konnen|sie konnen|danke|vielen dank|ich werde|wir werden|damit|ich gebe|wir geben|\
    darf ich ihnen|kann ich ihnen|\
    si|pendant que|parce que|apres|je vois|j ai|nous avons|merci|je vais|je vous|nous vous|je peux|vous pouvez|afin|\
    mientras|porque|despues|tengo|veo|tenemos|gracias|voy a|he|hemos|le hemos|le doy|le envio|le llamo|cuando tenga|\
    اذا|لان|بعد|بينما|عندما|شكرا|لدي|اري|سوف|ساقوم|ساعطيك|ساتصل|حتي|لكي|يمكنني|تم";

/// What a question of the customer's is about: nothing behind it is asked.
pub(super) const TOPIC: &str = "seen where|gesehen wo|vu ou|visto donde|رايت اين|شفت وين|do you know where|wissen sie wo|savez vous ou|sabe donde|تعرف وين|do you know how to|do you know where to|savez vous ou se trouve|wissen sie wie man|sabe donde esta|sabe como|تعرف وين|تعرف كيف|heard of|heard about|gehort von|von gehort|entendu parler|oido hablar|connaissez vous notre|connaissez vous nos|conoce nuestra|conoce nuestro|kennen sie unsere|kennen sie unseren|kennen sie schon|سمعت عن|سمعت ب|wifi password|wlan passwort|mot de passe wifi|clave del wifi|contrasena del wifi|سر الواي|مرور الواي|question about|questions about|question on|questions on|query about|fragen zu|fragen zur|frage zu|frage zur|fragen zum|frage zum|duda sobre|dudas sobre|duda con|dudas con|pregunta sobre|preguntas sobre|question sur|questions sur|question concernant|استفسار عن|استفسارك|سوال عن|سوال بخصوص|اسيله عن";

/// What the information is for: behind it nothing is asked, even after a question word.
pub(super) const PURPOSE: &str = "before we store|before we change|before calling|before contacting|before ringing|before you|avant de nous|avant de vous|bevor sie|antes de llamar|قبل ما|قبل ان|قبل الاتصال|to check the|to review|to find the|to track|to process|to issue|to book|to arrange|to open your|to reach the|para revisar|para hacerle|para rastrear|para tramitar|pour verifier|pour retrouver|pour suivre|pour traiter|pour le|pour la|pour les|لمراجعه|لاعاده|لاتمام|لتتبع|so i can|so that i can|so we can|so that we can|so that i|so i ll|before i can|before we can|before i|in order to|to look up your|to pull up your|to update your|\
    to change your|to find your|to access your|to process your|to locate your|to send your|to cancel your|to reset your|to check your|to verify your identity|\
    to help you with|to assist you with|to proceed with|to ship your|access to your|about your|regarding your|\
    damit ich|damit wir|um sie zu|bevor ich|pour que je|pour que nous|pour pouvoir|pour retrouver votre|pour verifier votre|pour acceder|\
    para poder|para que pueda|para que podamos|para localizar su|para verificar su|para acceder|حتي اتمكن|حتي نتمكن|لكي|كي اتمكن|لاتمكن|لاتحقق|للتحقق";

/// Where "if" makes no condition of what is asked: "is it fine if".
pub(super) const PLAIN: &str = "do you need|okay if|ok if|fine if|alright if|happy if|in ordnung wenn|okay wenn|ok wenn|recht wenn|einverstanden wenn|ca vous va si|ca vous convient si|d accord si|bien si|le importa si|le molesta si|مانع لو|عادي لو|ينفع لو";

/// What may end a request instead of opening it.
pub(super) const CLOSE: &str = "je vous prie|thanks|thank you|cheers|thx|danke|dankeschon|bitteschon|bitte sehr|bitte schon|merci|merci d avance|gracias|porfa|porfavor|xfa|xfavor|por fa|stp|svp|ma am|sir|madam|ya|اذا سمحت|لو ممكن|من فضلكم|لو سمحتي|بليز|الله يعطيك العافيه|شكرا|wenn ich bitten darf|wenn sie so nett sind|if i may|if i may ask|if that s ok|if that s okay|si je peux me permettre|si me permite|si no le importa|اذا ممكن|si possible|if possible|if you don t mind|si es tan amable|si no es molestia|si es posible|wenn moglich|لو تكرمت|فضلا|اذا امكن|من بعد اذنك|please|bitte|s il vous plait|s il te plait|por favor|من فضلك|فضلك|لو سمحت|رجاء";

/// What asks again for the thing that was named before it: "your phone number, could you repeat it?"
pub(super) const ECHO: &str = "could you repeat it|can you repeat it|could you repeat that|can you repeat that|what is it|what was it|what is that|what was that|\
    could you say it again|which one is it|wie lautet die|wie lautet der|wie lautet das|wie lautet sie|wie war die|wie war der|wie war sie noch|wie ist die|\
    what does it say|was steht drin|was steht da|que dice|que pone|il dit quoi|شو مكتوب|ايش مكتوب|c est quoi|c est le combien|c est lequel|c est laquelle|quel est il|quelle est elle|lequel est ce|cual es|cual era|cuales son|cual seria|ما هو|ما هي|كم هو";

/// What opens a sentence about another contact: what is to be told then is not asked now.
pub(super) const LATER: &str = "when you call|when you ring|when you contact|when you get in touch|when you visit|when you go to|next time you|the next time|wenn sie wieder|wenn sie noch einmal anrufen|wenn sie das nachste mal|beim nachsten|beim nachsten anruf|quand vous rappellerez|quand vous rappelez|quand vous irez|la prochaine fois|lors de votre prochain|cuando vuelva a|cuando vaya a|la proxima vez|لما تتصل مره|لما تروح|المره الجايه|المره القادمه|في المره القادمه|عند الاتصال";

/// What makes a question of a statement that holds the answer.
pub(super) const TAG: &str = "gell|gelle|hein|eh|innit|aren t you|don t you|passt das so|passt das|no es cierto|a que si|صح كده|مضبوط|مو كذا|صحيح كذا|stimmt es|das stimmt|is that still right|is that still correct|no es asi|ist das so|right|correct|is that still the case|stimmt das so|c est bien cela|es asi|صحيح كده|صحيح هيك|صح كذا|صح هيك|is that right|is that correct|is this correct|is it not|isn t it|yes|stimmt das|stimmt s|richtig|oder|korrekt|\
    ist das richtig|ist das korrekt|nicht wahr|c est ca|c est bien ca|c est exact|est ce exact|exact|n est ce pas|verdad|no|correcto|cierto|es correcto|\
    صحيح|اليس كذلك|هل هذا صحيح|صح";

/// What says that something is not so, or need not be.
pub(super) const NEGATIONS: &str = "keinesfalls keineswegs ned ni neither nor nimmer nix مو مش not don doesn didn isn never without cannot won nicht kein keine keinen keinem keiner nie niemals niemand niemandem niemanden ohne \
    ne n jamais sans aucun aucune personne no sin nunca jamas nadie ningun ninguna لا لم لن ليس ليست بدون دون لست";

/// Abbreviations that are written with a point.
pub(super) const SHORT: &str = "no nos num nbr nr nro núm acct ref inv tel ph mob st apt mr mrs ms dr kd kdnr best geb bestell rechn vertr str art inkl exkl bzw ca evtl ggf usw z b d h u a hr fr tfno tlf telf cel av dir sr sra srta n ext réf cde fact mme";

/// What may follow a closing "please".
pub(super) const ASIDE: &str = "noch auch mal einmal kurz gleich dann denn nochmal now again too also here there mate folks aussi encore ya tambien هنا كمان ايضا الان";

/// Words that say nothing alone, because too much has them.
pub(super) const GENERIC: &str = "viel viele much many day days date time hour number numbers year month week digits device phone devices problem issue service message letter thing money line \
    tag datum uhrzeit zeit nummer jahr monat woche gerat dienst meldung leitung summe ziffern tage \
    jour jours heure moment numero annee mois appareil probleme ligne montant somme chiffres soucis \
    dia dias fecha hora momento ano mes equipo aparato dispositivo problema servicio mensaje linea importe monto cantidad cifras horario digitos \
    moyen maniere facon weise art forma manera way reason motif raison grund motivo razon طريقه سبب نوع يوم تاريخ وقت ساعه رقم سنه شهر جهاز مشكله خدمه رساله خط مبلغ موعد فتره ارقام";

/// What asks whether something is as it was.
pub(super) const STILL: &str = "still noch toujours sigue todavía زال زلت لسه لسا";

/// Before these German sets a comma where nothing ends.
pub(super) const JOINED: [&str; 22] = [
    "dass",
    "mir",
    "in dem",
    "in der",
    "unter der",
    "unter dem",
    "auf der",
    "auf dem",
    "mit der",
    "mit dem",
    "an dem",
    "an der",
    "zu der",
    "die Sie",
    "den Sie",
    "das Sie",
    "der Sie",
    "die wir",
    "den wir",
    "das wir",
    "die auf",
    "die ich",
];

/// Words before the one by which a spoken question begins.
pub(super) const FILLERS: &str = "and or so um uh er hm okay ok well then oh ah right now love sorry just perfect great hi hello und oder also ahm oje ja dann jetzt bitte super gut prima \
    et ou alors donc euh ben bon puis dites oui parfait y o pues vale bueno entonces eh ya perfecto mire oiga a ver و طيب طب يعني اه ايوه ممتاز تمام بس يا فندم لو سمحت";

/// The person who writes.
pub(super) const SPEAKER: &str = "i we ich wir je j nous";

/// Verbs by which a question that is answered by yes or no begins, in speech that is written without its marks.
pub(super) const INVERTED: &str = "do does did are is was were have has had will would can could should shall may d \
    ist sind war waren haben hat hatten wird werden kann lauft bekommen nutzt nutzen verwenden mochten wollen sollen durfen konnen behalten brauchen geht gibt hangt blinkt leuchtet betrifft gehort wohnen teilen spreche wars wurde wurden ware passt darf soll schon \
    es esta estan son era fue ha han hay tiene tienes tenes usa utiliza comparte conserva acepta puede podemos prefiere prefieres quiere quieres se lo la le te ya \
    هل عندك عندكم معك معاك لديك انت انتم حضرتك فيه تحب تبي تبغي تفضل بدك عايز لسا لسه كل نفس جربت سويت عملت";

/// "The number", when nothing is said of what it is one of.
pub(super) const NUMBERS: &str = "number digits reference nummer ziffern zahl numero chiffres cifras digitos رقم رقمه رقمها الرقم ارقام الارقام نمرته";

/// Things that have one.
pub(super) const NUMBERED: &str = "account order invoice bill policy contract ticket case complaint claim card clubcard invoice booking \
    konto bestellung bestellt rechnung vertrag police ticket auftrag kundenkonto kundenkarte treuekarte bonuskarte buchung beschwerde \
    compte commande facture contrat dossier ticket reclamation carte police reservation \
    cuenta pedido orden factura contrato poliza reclamo ticket tarjeta reserva caso \
    حساب طلب طلبيه اوردر فاتوره عقد وثيقه بلاغ شكوي تذكره بطاقه كرت حجز اشتراك";
