//! Countries in which the invented company has customers: names, towns, telephone numbers, languages.
//! All numbers are from ranges that regulators keep for fiction (US 555-01xx; Ofcom, ARCEP, Bundesnetzagentur and
//! ACMA drama numbers); people of countries without such a range have a British mobile number from one.

use super::random::Dice;

/// How telephone numbers of a country are made: `#` is a digit.
type Numbers = &'static [&'static str];

/// A town: name, region, postcode (`#` is a digit), IANA time zone.
type Town = (&'static str, &'static str, &'static str, &'static str);

/// A country and what its people are called.
pub(super) struct Place {
    /// ISO 3166-1 alpha-2.
    pub(super) country: &'static str,
    /// BCP 47.
    pub(super) language: &'static str,
    /// ISO 4217.
    pub(super) currency: &'static str,
    /// Given names; the even ones are women's.
    pub(super) given: &'static [&'static str],
    /// Family names; none where people have one name.
    pub(super) surnames: &'static [&'static str],
    /// Whether the family name comes first and without a blank.
    pub(super) family_first: bool,
    /// Towns.
    pub(super) towns: &'static [Town],
    /// Streets; `#` is a digit.
    pub(super) streets: &'static [&'static str],
    /// Fixed and mobile numbers, E.164.
    pub(super) phones: Numbers,
}

/// Drama numbers of Ofcom for mobiles.
const BRITISH_MOBILE: Numbers = &["+447700900###"];

/// Countries and how many of a hundred customers live there.
pub(super) const PLACES: &[(u64, Place)] = &[
    (
        26,
        Place {
            country: "US",
            language: "en-US",
            currency: "USD",
            given: &[
                "Abbie",
                "Marcus",
                "Latoya",
                "Ethan",
                "Guadalupe",
                "Dwayne",
                "Harper",
                "Tyrone",
                "Brooke",
                "Caleb",
                "Shanice",
                "Wyatt",
                "Naomi",
                "Elijah",
                "Peggy",
                "Luther",
            ],
            surnames: &[
                "Moss",
                "Whitfield",
                "Okafor",
                "Delgado",
                "Lindqvist",
                "Nakamura",
                "Pruitt",
                "Castellano",
                "Rosenthal",
                "O’Hara",
                "Vasquez",
                "Bighorse",
                "McAllister",
                "Tran",
                "Washburn",
                "St. James",
            ],
            family_first: false,
            towns: &[
                ("Fairfield", "OH", "450##", "America/New_York"),
                ("Amarillo", "TX", "791##", "America/Chicago"),
                ("Inglewood", "CA", "903##", "America/Los_Angeles"),
                ("Duluth", "MN", "558##", "America/Chicago"),
                ("Boise", "ID", "837##", "America/Boise"),
                ("Savannah", "GA", "314##", "America/New_York"),
            ],
            streets: &[
                "### Miller Plaza",
                "#### William Prairie",
                "#### Orchard Rd Apt #",
                "### Harbor View Ln",
                "## Old Mill Ct",
            ],
            phones: &[
                "+120255501##",
                "+121255501##",
                "+130355501##",
                "+131255501##",
                "+140455501##",
                "+141555501##",
                "+150355501##",
                "+151255501##",
                "+160255501##",
                "+161755501##",
                "+170255501##",
                "+171355501##",
                "+180155501##",
                "+181855501##",
                "+191255501##",
                "+191955501##",
            ],
        },
    ),
    (
        16,
        Place {
            country: "GB",
            language: "en-GB",
            currency: "GBP",
            given: &[
                "Imogen", "Alistair", "Priyanka", "Callum", "Saoirse", "Gareth", "Zainab", "Rupert",
                "Eilidh", "Dafydd", "Chidi", "Nigel",
            ],
            surnames: &[
                "Hargreaves",
                "Okonkwo",
                "MacLeod",
                "Pemberton",
                "Llewellyn",
                "Blackwood",
                "Fitzgerald",
                "Choudhury",
                "Featherstonehaugh",
                "Ashworth-Bell",
                "Nuttall",
                "Penhaligon",
            ],
            family_first: false,
            towns: &[
                ("Leeds", "West Yorkshire", "LS# #AB", "Europe/London"),
                ("Cardiff", "Wales", "CF1# #XY", "Europe/London"),
                ("Glasgow", "Scotland", "G# #QT", "Europe/London"),
                ("Truro", "Cornwall", "TR# #NP", "Europe/London"),
            ],
            streets: &["## Station Road", "Flat #, ## Mill Lane", "# The Old Rectory", "### Victoria Street"],
            phones: &[
                "+441134960###",
                "+441214960###",
                "+441314960###",
                "+441414960###",
                "+441514960###",
                "+441614960###",
                "+442079460###",
                "+442920180###",
                "+447700900###",
            ],
        },
    ),
    (
        12,
        Place {
            country: "DE",
            language: "de-DE",
            currency: "EUR",
            given: &[
                "Änne", "Jürgen", "Sigrid", "Björn", "Käthe", "Thorsten", "Mareike", "Günther", "Leonie",
                "Emre",
            ],
            surnames: &[
                "Müller-Lüdenscheidt",
                "Schröder",
                "Weiß",
                "Böhm",
                "Kühnel",
                "Strauß",
                "Yıldırım",
                "Großkopf",
                "von der Heide",
                "Jäger",
            ],
            family_first: false,
            towns: &[
                ("München", "Bayern", "803##", "Europe/Berlin"),
                ("Köln", "Nordrhein-Westfalen", "506##", "Europe/Berlin"),
                ("Görlitz", "Sachsen", "028##", "Europe/Berlin"),
                ("Lübeck", "Schleswig-Holstein", "235##", "Europe/Berlin"),
            ],
            streets: &["Gänsemarkt ##", "Königsallee ###", "Am Brühl #", "Straße des Friedens ##"],
            phones: &[
                "+493023125###",
                "+494066969###",
                "+4922147100##",
                "+496990009###",
                "+498999998###",
                "+4917139200##",
                "+4917604069###",
            ],
        },
    ),
    (
        9,
        Place {
            country: "FR",
            language: "fr-FR",
            currency: "EUR",
            given: &["Zoé", "François", "Maëlys", "Jérôme", "Hélène", "Benoît", "Anaïs", "Loïc"],
            surnames: &[
                "Lefèvre",
                "Béranger",
                "d’Estaing-Moreau",
                "Çelik",
                "Noël",
                "Desprès",
                "Le Goff",
                "Châtelain",
            ],
            family_first: false,
            towns: &[
                ("Orléans", "Centre-Val de Loire", "450##", "Europe/Paris"),
                ("Besançon", "Bourgogne-Franche-Comté", "250##", "Europe/Paris"),
                ("Saint-Étienne", "Auvergne-Rhône-Alpes", "420##", "Europe/Paris"),
            ],
            streets: &["## rue de l’Église", "# bis, allée des Tilleuls", "### avenue Général-Leclerc"],
            phones: &[
                "+3319900####",
                "+3326191####",
                "+3335301####",
                "+3346571####",
                "+3353649####",
                "+3363998####",
            ],
        },
    ),
    (
        6,
        Place {
            country: "ES",
            language: "es-ES",
            currency: "EUR",
            given: &["María José", "Íñigo", "Begoña", "Ramón", "Nuria", "Álvaro"],
            surnames: &["Núñez Feijóo", "García de la Torre", "Muñoz", "Ibáñez Peña", "Ordóñez"],
            family_first: false,
            towns: &[
                ("A Coruña", "Galicia", "150##", "Europe/Madrid"),
                ("Málaga", "Andalucía", "290##", "Europe/Madrid"),
                ("Logroño", "La Rioja", "260##", "Europe/Madrid"),
            ],
            streets: &["Calle Mayor ##", "Avda. de la Constitución ###", "Plaza del Pilar #"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        4,
        Place {
            country: "AU",
            language: "en-AU",
            currency: "AUD",
            given: &["Matilda", "Lachlan", "Nguyet", "Jarrah", "Bronwyn", "Angus"],
            surnames: &["Tjapaltjarri", "Nguyen", "Kowalczyk", "Papadopoulos", "O’Shaughnessy", "Lim"],
            family_first: false,
            towns: &[
                ("Geelong", "VIC", "32##", "Australia/Melbourne"),
                ("Cairns", "QLD", "48##", "Australia/Brisbane"),
                ("Fremantle", "WA", "61##", "Australia/Perth"),
            ],
            streets: &["## Wattle Grove", "# Esplanade", "### Ballarat Rd"],
            phones: &["+61255501###", "+61355501###", "+61755501###", "+61855501###"],
        },
    ),
    (
        3,
        Place {
            country: "PL",
            language: "pl-PL",
            currency: "PLN",
            given: &["Małgorzata", "Łukasz", "Żaneta", "Przemysław", "Agnieszka", "Grzegorz"],
            surnames: &["Brzęczyszczykiewicz", "Wójcik", "Dąbrowska", "Śliwiński", "Żółć", "Gałązka"],
            family_first: false,
            towns: &[
                ("Łódź", "łódzkie", "90-0##", "Europe/Warsaw"),
                ("Wrocław", "dolnośląskie", "50-0##", "Europe/Warsaw"),
            ],
            streets: &["ul. Świętokrzyska ##/#", "al. Niepodległości ###"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        3,
        Place {
            country: "GR",
            language: "el-GR",
            currency: "EUR",
            given: &["Ελένη", "Γιώργος", "Αικατερίνη", "Νίκος", "Δέσποινα", "Θανάσης"],
            surnames: &["Παππά", "Οικονόμου", "Χατζηγιάννη", "Αναγνωστόπουλος", "Ξενάκης"],
            family_first: false,
            towns: &[
                ("Θεσσαλονίκη", "Κεντρική Μακεδονία", "546 ##", "Europe/Athens"),
                ("Ηράκλειο", "Κρήτη", "712 ##", "Europe/Athens"),
            ],
            streets: &["Λεωφ. Νίκης ##", "Οδός Ερμού ###"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        3,
        Place {
            country: "BG",
            language: "bg-BG",
            currency: "EUR",
            given: &["Десислава", "Красимир", "Цветелина", "Йордан", "Снежана", "Щерю"],
            surnames: &["Иванова", "Стоянов", "Христов", "Желязкова", "Пеев"],
            family_first: false,
            towns: &[
                ("Пловдив", "Пловдив", "40##", "Europe/Sofia"),
                ("Варна", "Варна", "90##", "Europe/Sofia"),
            ],
            streets: &["бул. Васил Левски ##", "ул. Шипка #"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        3,
        Place {
            country: "IL",
            language: "he-IL",
            currency: "ILS",
            given: &["נועה", "איתי", "תמר", "יואב", "שירה", "אורי"],
            surnames: &["כהן", "לוי", "בן־דוד", "שרעבי", "אזולאי"],
            family_first: false,
            towns: &[
                ("חיפה", "חיפה", "31#####", "Asia/Jerusalem"),
                ("באר שבע", "הדרום", "84#####", "Asia/Jerusalem"),
            ],
            streets: &["רחוב הרצל ##", "שדרות בן־גוריון #"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        3,
        Place {
            country: "AE",
            language: "ar-AE",
            currency: "AED",
            given: &["فاطمة", "محمد", "عائشة", "خالد", "نورة", "سيف"],
            surnames: &["المنصوري", "الشامسي", "بن راشد", "الحمادي", "الكعبي"],
            family_first: false,
            towns: &[
                ("الشارقة", "الشارقة", "#####", "Asia/Dubai"),
                ("العين", "أبوظبي", "#####", "Asia/Dubai"),
            ],
            streets: &["شارع الكورنيش ##", "شارع الوحدة ###"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        3,
        Place {
            country: "IN",
            language: "hi-IN",
            currency: "INR",
            given: &["प्रिया", "अर्जुन", "लक्ष्मी", "विक्रम", "श्रुति", "राजेश"],
            surnames: &["शर्मा", "चतुर्वेदी", "पटेल", "कृष्णमूर्ति", "सिंह"],
            family_first: false,
            towns: &[
                ("जयपुर", "राजस्थान", "3020##", "Asia/Kolkata"),
                ("वाराणसी", "उत्तर प्रदेश", "2210##", "Asia/Kolkata"),
            ],
            streets: &["##, महात्मा गांधी मार्ग", "##/#, स्टेशन रोड"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        3,
        Place {
            country: "CN",
            language: "zh-CN",
            currency: "CNY",
            given: &["秀英", "伟", "子涵", "建国", "雨桐", "浩然"],
            surnames: &["王", "欧阳", "陈", "司马", "林"],
            family_first: true,
            towns: &[
                ("杭州市", "浙江省", "3100##", "Asia/Shanghai"),
                ("成都市", "四川省", "6100##", "Asia/Shanghai"),
            ],
            streets: &["人民路###号", "解放大街##号#单元"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        3,
        Place {
            country: "JP",
            language: "ja-JP",
            currency: "JPY",
            given: &["花子", "太郎", "さくら", "健一", "美咲", "翔太"],
            surnames: &["佐藤", "鈴木", "長谷川", "小鳥遊", "渡邉"],
            family_first: true,
            towns: &[
                ("札幌市", "北海道", "060-00##", "Asia/Tokyo"),
                ("京都市", "京都府", "600-80##", "Asia/Tokyo"),
            ],
            streets: &["中央区北#条西##丁目", "左京区一乗寺#-##"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        2,
        Place {
            country: "KR",
            language: "ko-KR",
            currency: "KRW",
            given: &["서연", "민준", "지우", "도윤", "은지", "현우"],
            surnames: &["김", "이", "남궁", "박", "최"],
            family_first: true,
            towns: &[
                ("부산광역시", "부산", "485##", "Asia/Seoul"),
                ("전주시", "전라북도", "549##", "Asia/Seoul"),
            ],
            streets: &["해운대로 ###", "한지길 ##-#"],
            phones: BRITISH_MOBILE,
        },
    ),
    (
        1,
        Place {
            country: "ID",
            language: "id-ID",
            currency: "IDR",
            given: &["Wulandari", "Suparman", "Kartini", "Bambang", "Melati", "Slamet"],
            surnames: &[],
            family_first: false,
            towns: &[
                ("Yogyakarta", "DI Yogyakarta", "551##", "Asia/Jakarta"),
                ("Denpasar", "Bali", "801##", "Asia/Makassar"),
            ],
            streets: &["Jl. Malioboro No. ##", "Jl. Gajah Mada ###"],
            phones: BRITISH_MOBILE,
        },
    ),
];

/// Replaces every `#` by a digit; never a leading zero for a house number.
pub(super) fn fill_digits(pattern: &str, dice: &mut Dice) -> String {
    let mut last = ' ';
    pattern
        .chars()
        .map(|character| {
            let digit = match (character, last.is_ascii_digit() || last == '+') {
                ('#', false) => dice.between(1, 9),
                ('#', true) => dice.between(0, 9),
                _ => {
                    last = character;
                    return character;
                }
            };
            last = char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or('0');
            last
        })
        .collect()
}
