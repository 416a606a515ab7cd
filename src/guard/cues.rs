//! The words by which a request is told from a statement, in the five languages of the panel, folded. Knows no question:
//! what is asked for is the catalogue's.

/// Words that say nothing about what is asked: they only decide between phrases that are alike otherwise.
pub(super) const FUNCTION: &str = "\
    a an the is are was were be been do does did have has had can could may might would will shall should must i you we me us \
    my our your yours it its this that these those of for to in on at by with from and or please what which whose \
    give tell provide share confirm know need get let just also still there here so as any some s t m re ll ve d \
    am im ask verify say again now ok okay well first then right moment currently current present already exactly today \
    happen about like want one got more good correct exact valid proper kindly best main primary registered \
    der die das den dem des ein eine einen einem einer ist sind war waren sein haben hat hatten hatte habe kann konnen \
    konnte konnten wurde wurden wollen mochten durfen darf sollen soll ich sie wir mir mich uns mein meine ihr ihre ihren ihrem \
    ihrer ihres ihnen es fur zu im am an auf bei mit und oder bitte was welche welcher welches welchen welchem \
    geben nennen sagen teilen bestatigen noch auch mal denn einmal wird zum zur aus nach lautet wie doch dann schon \
    bereits gerade jetzt aktuell aktuelle aktueller aktuellen momentan zurzeit genau bis um geht \
    le la les l un une du de est sont etait ete etre avez avoir a ai pouvez pourriez pouvons puis peux peut je vous nous \
    moi me mon votre vos ce cet cette ces c pour en au aux par avec et ou plait quel quelle quels quelles que qu \
    donner dire indiquer communiquer confirmer rappelez il elle y se sur dans bien deja encore toujours actuellement \
    actuel actuelle exactement maintenant qui on doit \
    el los las una unos unas del al es son esta estan era ser ha han puede podria podemos puedo usted yo nos su sus tu lo \
    con por favor cual cuales que dar da decir dice confirmar facilitar indicar necesito le te ya todavia ahora \
    actual actualmente exactamente desea quiere prefiere tiene sigue siendo \
    ما هو هي هل ماذا من في علي الي عن مع او ام و هذا هذه ذلك تلك ان ممكن يمكن يمكنك يمكننا تعطيني اعطني اعطايي تخبرني اخبرني \
    تزودني تزويدي تزويدنا فضلك رجاء يرجي لو سمحت احتاج نحتاج اريد تريد ترغب لديك عندك انت لك لي لنا الذي التي اي تاكيد تذكر \
    خاص الخاص بك الخاصه زال زلت حاليا الان لديه معك ثم قد كان قمت بالضبط حالي الحالي الحاليه كم";

/// Words that say of a thing that it belongs to the person who is spoken to.
pub(super) const YOURS: &str = "your yours ihr ihre ihren ihrem ihrer ihres dein deine deinen votre vos su sus tu tus لك لديك عندك بك معك";

/// Words for somebody else: what belongs to them is not the customer's.
pub(super) const OTHERS: &str = "my our his her their unser unsere unseren unserem unserer mein meine meinen meiner mon \
    notre son leur mi mis nuestro nuestra nuestros nuestras";

/// Words between the things of a list.
pub(super) const AND: &str = "and und et y e و as";

/// Articles, before which nothing is said of an owner.
pub(super) const ARTICLES: &str = "the der die das le la les el los las";

/// Words of English behind which a noun that is not known makes another thing of the next one: "the file name".
pub(super) const BEFORE_COMPOUNDS: &str = "the your a an s";

/// Words between a thing and its owner.
pub(super) const OF: &str = "d of der des du de del vom";

/// Question words that ask for one kind of thing each, a kind to a word.
pub(super) const WHEN: &str = "when wann quand cuando متي";
pub(super) const WHERE: &str = "where wo wohin woher ouh donde adonde اين";
pub(super) const WHY: &str = "why warum weshalb wieso wozu pourquoi porquee لماذا لم";
pub(super) const WHO: &str = "who whom wer wem wen quien quienes";
/// Those that ask for anything.
pub(super) const WHAT: &str = "what which welche welcher welches welchen welchem wie wieviel wievielt wofur quel quelle quels \
    quelles comment combien cual cuales cuanto cuanta cuantos cuantas how ما ماذا كيف كم منذ اي باي";
/// Those that ask only where a clause begins, and join clauses elsewhere.
pub(super) const WHAT_FIRST: &str = "was que qui seit depuis jusqu desde hasta como";

/// What asks for information, in so many words.
pub(super) const ASK: &str = "start with your|start with the|begin with your|begin with the|i am going to need|i m going to need|we are going to need|we re going to need|i ll be needing|still need|help me with your|help us with your|enter your|type your|type in your|repeat your|mention your|supply your|state your|go ahead with|go ahead and give|go ahead and tell|let me grab your|let me just grab your|let me just get your|let me just take your|let me take down your|i ll take your|i ll just take your|i ll grab your|i ll have to get your|have to ask for your|like to confirm your|like to verify your|like to take your|love to know|once you give|once you provide|once i have your|as soon as i have your|as soon as you give|you ll need to give|you will need to give|you need to give|you ll have to give|you have to give me|trouble you for|mind spelling|mind reading|mind verifying|mind repeating|mind letting|ich musste noch|ich musste bitte|ich musste ihr|ich musste ihre|ich musste ihren|durfte ich|dann nehme ich|ich nehme noch|ich notiere mir noch|sie mussten mir|mir fehlt|mir fehlen|fehlt mir|fehlt noch|uns fehlt|schreiben sie mir|konnte ich|konnten wir ihre|brauchte|brauche|benotige|benotigte|bitte ihr|bitte ihre|bitte ihren|bitte noch ihr|bitte noch ihre|bitte noch ihren|bitte einmal ihr|bitte einmal ihre|bitte einmal ihren|bitte kurz ihre|bitte kurz ihren|sobald sie mir|je vais prendre|je vais avoir besoin|j aurai besoin|aurai besoin|aurais besoin|juste besoin|je prends|dictez|ecrivez moi|laissez moi|rappelez|je vous demanderai|il nous manque|merci de preciser|besoin du|besoin egalement|voy a necesitar|vamos a necesitar|seria posible|me permite|me permites|me deja|me pasa|paseme|escribame|envieme|mandeme|me harian falta|nos hace falta|nos falta|solo necesito|me diga|قل لي|اكتب لي|اقرا لي|اعطيني|اعطنا|فقط احتاج|ينقصني|هل استطيع معرفه|هل تسمح لي|تسمح لي|ممكن اعرف|اود معرفه|هل يمكن ان اعرف|i need to have|i need to know|i need to ask|i need to get|i ll have to ask|let me get your|let me take your|konnte ich ihre|konnte ich ihren|konnte ich bitte|hatte ich gern|hatte gern|geben sie bitte|geben sie ihre|ich mochte sie nach|je peux avoir|je pourrais avoir|on peut avoir|j aimerais avoir|j aimerais connaitre|je voudrais|il me manque|me facilitaria|le puedo pedir|me gustaria saber|quisiera saber|quisiera|querria saber|me falta|ارجو منك|هل من الممكن|يلزمني|بحاجه الي|هل يمكنني معرفه|هل يمكنني الحصول|هل يمكنني ان اعرف|هل يمكننا معرفه|نريد معرفه|i need|i d need|i ll need|i will need|i would need|i also need|i just need|i only need|we need|need your|\
    i require|we require|give me|give us|tell me|tell us|provide me|provide us|provide your|provide the|let me know|let me have|send me your|\
    remind me|read me|ask for your|ask you for|asking for your|i d like your|i d like to have|i would like your|i would like to have|i d like to know|\
    i would like to know|can i have|can i get|can i take|can i ask|can i know|can i please|could i have|could i get|could i take|could i ask|\
    could i please|may i have|may i get|may i take|may i know|may i ask|may i please|might i have|might i ask|can we have|can we get|could we have|\
    could we get|may we have|may we ask|do you happen to|if you give|if you can give|\
    if you could give|if you provide|if you can provide|if you could provide|if you tell|if you can tell|if you could tell|if you could share|\
    if you can share|share your|confirm your|verify your|spell your|mind giving|mind telling|mind sharing|mind confirming|mind providing|\
    ich brauche|ich brauchte|ich benotige|ich benotigte|brauche ich|brauchte ich|benotige ich|benotigte ich|wir brauchen|wir benotigen|\
    brauchen wir|benotigen wir|nennen sie|sagen sie|geben sie mir|geben sie uns|teilen sie|bestatigen sie|verraten sie|buchstabieren sie|\
    lesen sie|darf ich ihren|darf ich ihre|darf ich ihr|darf ich sie|darf ich nach|darf ich um|durfte ich|kann ich ihre|kann ich ihren|\
    haben sie|wenn sie mir|ich bitte sie um|\
    j ai besoin|d abord besoin|aussi besoin|encore besoin|besoin de votre|j aurais besoin|nous avons besoin|ai besoin|il me faut|il me faudrait|il nous faut|il nous faudrait|donnez|dites|\
    indiquez|communiquez|confirmez|rappelez moi|precisez|epelez|veuillez me|veuillez nous|veuillez indiquer|veuillez confirmer|merci de me|merci de nous|\
    merci de bien vouloir|merci d indiquer|merci de confirmer|puis je avoir|puis je connaitre|puis je savoir|puis je vous demander|puis je prendre|\
    puis je noter|puis je obtenir|pourrais je avoir|pourrais je connaitre|pourrais je vous demander|pourrais je savoir|peut on avoir|\
    connaissez vous|si vous me donnez|si vous me dites|si vous pouviez|si vous pouvez me|si vous m indiquez|c est quel|\
    necesito|necesitaria|necesitamos|necesitariamos|me hace falta|me hara falta|me da|me dice|me indica|me confirma|me facilita|me deletrea|me lee|\
    me proporciona|me daria|me diria|digame|digamos|deme|denos|indiqueme|indiquenos|confirmeme|facilitenos|faciliteme|deletreeme|\
    si me da|si me dice|si me facilita|si me pudiera|si me puede|si pudiera|puedo pedirle|podria saber|puedo saber|le importaria|\
    احتاج|نحتاج|ساحتاج|اعطني|اعطنا|اخبرني|اذكر|زودني|زودنا|ممكن|هل لي|لو تكرمت|اذا اعطيتني|اذا زودتني|اذا امكن|اريد معرفه|اود معرفه|ارسل لي";

/// What asks whether the customer has something: for the thing itself, or by yes or no.
pub(super) const HAVE: &str = "can you remember|vous avez|vous auriez|vous connaissez|vous souvenez vous de|recuerda|tendra|هل تتذكر|هل تذكر|هل تعرف|do you have|do you know|do you remember|do you happen to have|have you got|haben sie|hatten sie|wissen sie|avez vous|\
    auriez vous|connaissez vous|tiene|tendria|recuerda su|sabe su|هل لديك|هل عندك|هل معك";

/// What asks for something to be done: for information only when a word of `GIVING` says so.
pub(super) const MODAL: &str = "go ahead|would you be so kind|could you be so kind|waren sie so nett|waren sie so freundlich|waren sie so lieb|wurden sie|auriez vous l amabilite|auriez vous la gentillesse|vous pouvez me|vous pouvez nous|vous pourriez me|seria tan amable|seria usted tan amable|tendria la amabilidad|serias tan amable|فضلا|هل تستطيع|هل تقدر|بامكانك|i need to|we need to|i ll need to|i will need to|wir mussen|ich muss|necesito que|هل بوسعك|ارجو|can you|could you|would you|will you|please|kindly|konnen sie|konnten sie|wurden sie|bitte|\
    pouvez vous|pourriez vous|voudriez vous|veuillez|s il vous plait|merci de|puede|podria|me puede|me podria|nos puede|\
    por favor|هل يمكنك|يمكنك|هل يمكن|هل تستطيع|يرجي|الرجاء|رجاء|من فضلك|لو سمحت|هل بامكانك";

/// The verbs of handing over information.
pub(super) const GIVING: &str = "enter type write mention specify supply clarify describe repeating verraten durchgeben zukommen fournir dicter ecrire darnos dejarme pasarme mencionar escribir escribirme diera dijera facilitara indicara اعطاء اعطايي اعطاءنا تكتب ذكره تهجيه تهجيه قول darme facilitarnos indicarnos dictarme comunicarme enviarme repetirme durchsagen zuschicken schicken angeben  give giving tell telling provide providing share sharing spell confirm confirming verify state name read repeat \
    nennen geben sagen mitteilen durchgeben bestatigen buchstabieren verraten vorlesen ablesen angeben durchsagen wiederholen \
    donner dire indiquer communiquer confirmer preciser epeler fournir transmettre lire rappeler repeter \
    dar darme darnos decir decirme decirnos indicar indicarme facilitar facilitarme confirmar confirmarme proporcionar proporcionarme deletrear leer \
    leerme repetir recordarme اعطايي اعطاءي تعطيني تعطينا تزويدي تزويدنا تزودني تزودنا اخباري تخبرني تخبرنا ذكر تذكر تاكيد تهجيه قراءه تقول اعطاونا كتابه";

/// What offers or asks for leave: a phrase that does so itself is meant, and no other.
pub(super) const OFFER: &str = "can i|could i|may i|shall i|should i|can we|could we|may we|shall we|should we|would you like|\
    would you like me|do you want|do you want me|darf ich|durfen wir|soll ich|sollen wir|kann ich|konnen wir|mochten sie|wollen sie|wunschen sie|\
    puis je|pouvons nous|peut on|dois je|faut il|souhaitez vous|voulez vous|desirez vous|puedo|podemos|desea|quiere|quiere que|le gustaria|\
    prefiere|هل تريد|هل ترغب|هل يمكنني|هل يمكننا|هل استطيع|هل تود|هل تحب";

/// What begins a question that is answered by yes or no: a phrase that does so itself is meant, and no other.
pub(super) const YES_OR_NO: &str = "is are was were am do does did have has had can could will would shall should may \
    ist sind war waren haben hat hatten wird werden kann lauft bekommen nutzt nutzen verwenden benutzen benutzt treten tritt \
    blinkt leuchtet funktionieren passiert arbeiten schauen zahlen bevorzugen \
    est etes avez etait sont a ont il elle vous c ca cela \
    es esta estan era son ha han hay lo usa utiliza paga funciona funcionan pasa ocurre trabaja comparte conserva acepta هل اليس";

/// What joins a thing and its value.
pub(super) const COPULAS: &str = "is are was ist lautet est es sigue هو هي";

/// What makes a statement or a condition of what follows.
pub(super) const BREAK: &str = "moment to verify your|moment to confirm your|minute to verify your|while i verify your|while i confirm your|let me verify your|let me confirm your|let me quickly verify your|moment to|minute to|second to|allow me|you asked|will ask you|you ll find|you will find|i m going to|i am going to|we are going to|we re going to|you will receive|you ll receive|i was|sie bekommen|sie erhalten|sie finden|sie hatten|vous recevrez|vous allez recevoir|vous trouverez|vous m avez|nous avons deja|recibira|encontrara|ya tenemos|me ha preguntado|estoy|ستصلك|ستجد|سالتني|وجدت|عثرت|اتحقق|سياتيك|if|while|because|after|once|unless|although|since you|i have|i had|i see|i ve|i found|i got|we have|we ve|thank|thanks|i can|i could|\
    we can|you can|i updated|i will|i ll|we will|we ll|let me|so that|in order|\
    wenn|falls|um die|um das|um den|um zu|wahrend|weil|nachdem|sobald|obwohl|ich habe|ich sehe|ich kann|wir haben|wir konnen|sie konnen|danke|vielen dank|ich werde|wir werden|damit|ich gebe|wir geben|\
    darf ich ihnen|kann ich ihnen|\
    si|pendant que|parce que|apres|je vois|j ai|nous avons|merci|je vais|je vous|nous vous|je peux|vous pouvez|afin|\
    mientras|porque|despues|tengo|veo|tenemos|gracias|voy a|he|hemos|le hemos|le doy|le envio|le llamo|si|cuando tenga|\
    اذا|لان|بعد|بينما|عندما|شكرا|لدي|اري|وجدت|سوف|ساقوم|ساعطيك|ساتصل|حتي|لكي|يمكنني|تم";

/// What the information is for: behind it nothing is asked, even after a question word.
pub(super) const PURPOSE: &str = "so i can|so that i can|so we can|so that we can|so that i|so i ll|before i can|before we can|before i|in order to|to look up your|to pull up your|to update your|\
    to change your|to find your|to access your|to process your|to locate your|to send your|to cancel your|to reset your|to check your|to verify your identity|\
    to help you with|to assist you with|to proceed with|to ship your|access to your|about your|regarding your|\
    damit ich|damit wir|um sie zu|bevor ich|pour que je|pour que nous|pour pouvoir|pour retrouver votre|pour verifier votre|pour acceder|\
    para poder|para que pueda|para que podamos|para localizar su|para verificar su|para acceder|حتي اتمكن|حتي نتمكن|لكي|كي اتمكن|لاتمكن|لاتحقق|للتحقق";

/// What may end a request instead of opening it.
pub(super) const CLOSE: &str = "je vous prie|si possible|if possible|if you don t mind|si es tan amable|si no es molestia|si es posible|wenn moglich|لو تكرمت|فضلا|اذا امكن|من بعد اذنك|please|pls|plz|bitte|s il vous plait|s il te plait|svp|por favor|من فضلك|فضلك|لو سمحت|رجاء";

/// What asks again for the thing that was named before it: "your phone number, could you repeat it?"
pub(super) const ECHO: &str = "could you repeat it|can you repeat it|could you repeat that|can you repeat that|what is it|what was it|what is that|what was that|\
    could you say it again|which one is it|wie lautet die|wie lautet der|wie lautet das|wie lautet sie|wie war die|wie war der|wie war sie noch|wie ist die|\
    c est quoi|c est le combien|c est lequel|c est laquelle|quel est il|quelle est elle|lequel est ce|cual es|cual era|cuales son|cual seria|ما هو|ما هي|كم هو";

/// What makes a question of a statement that holds the answer.
pub(super) const TAG: &str = "stimmt es|das stimmt|is that still right|is that still correct|no es asi|ist das so|right|correct|is that right|is that correct|is this correct|is it not|isn t it|yes|stimmt das|stimmt s|richtig|oder|korrekt|\
    ist das richtig|ist das korrekt|nicht wahr|c est ca|c est bien ca|c est exact|est ce exact|exact|correct|n est ce pas|verdad|no|correcto|cierto|es correcto|\
    صحيح|اليس كذلك|هل هذا صحيح|صح";

/// What says that something is not so, or need not be.
pub(super) const NEGATIONS: &str = "not don doesn didn isn never without cannot won nicht kein keine keinen keinem keiner nie niemals niemand niemandem niemanden ohne \
    ne n jamais sans aucun aucune personne no sin nunca jamas nadie ningun ninguna لا لم لن ليس ليست بدون دون لست";
