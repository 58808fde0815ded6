/**
 * Month and weekday names as feeds of the region write them, and zone abbreviations that V8 does not know.
 * Source: Unicode CLDR month names (format and stand-alone, wide and abbreviated) of en fr de tr az ru hy ka fa; RFC 822 section 5.1 for the American zones;
 * IANA tz database for the regional abbreviations.
 */

const MONTH_WORDS: readonly (readonly string[])[] = [
  [
    'january jan janvier janv januar jänner ocak oca yanvar yan января январь янв հունվար հունվարի հնվ հուն იანვარი იანვარს იან ژانویه ژانویهٔ ιαν ιανουαρίου',
  ],
  [
    'february feb février févr fév februar şubat şub fevral fev февраля февраль февр фев փետրվար փետրվարի փտվ փետ თებერვალი თებერვალს თებ فوریه φεβ φεβρουαρίου',
  ],
  ['march mar mars märz mär mart марта март мар մարտ մարտի մրտ მარტი მარტს მარ مارس μαρ μαρτίου'],
  ['april apr avril avr nisan nis aprel апреля апрель апр ապրիլ ապրիլի ապր აპრილი აპრილს აპრ آوریل آپریل απρ απριλίου'],
  ['may mai mayıs мая май մայիս մայիսի մյս մայ მაისი მაისს მაი مه مهٔ می μαϊ μάι μαΐου'],
  ['june jun juin juni haziran haz iyun июня июнь июн հունիս հունիսի հնս ივნისი ივნისს ივნ ژوئن جون ιουν ιούν ιουνίου'],
  [
    'july jul juillet juil juli temmuz tem iyul июля июль июл հուլիս հուլիսի հլս ივლისი ივლისს ივლ ژوئیه ژوئیهٔ جولای ιουλ ιούλ ιουλίου',
  ],
  [
    'august aug août ağustos ağu avqust avq августа август авг օգոստոս օգոստոսի օգս օգոս აგვისტო აგვისტოს აგვ اوت آگوست اگوست αυγ αυγούστου',
  ],
  [
    'september sept sep septembre eylül eyl sentyabr sen sent сентября сентябрь сент сен սեպտեմբեր սեպտեմբերի սեպ სექტემბერი სექტემბერს სექ სექტ سپتامبر σεπ σεπτεμβρίου',
  ],
  [
    'october oct octobre oktober okt ekim eki oktyabr октября октябрь окт հոկտեմբեր հոկտեմբերի հոկ ოქტომბერი ოქტომბერს ოქტ اکتبر οκτ οκτωβρίου',
  ],
  [
    'november nov novembre kasım kas noyabr noy ноября ноябрь нояб ноя նոյեմբեր նոյեմբերի նոյ ნოემბერი ნოემბერს ნოე نوامبر νοε νοεμβρίου',
  ],
  [
    'december dec décembre déc dezember dez aralık ara dekabr dek декабря декабрь дек դեկտեմբեր դեկտեմբերի դեկ დეკემბერი დეკემბერს დეკ دسامبر δεκ δεκεμβρίου',
  ],
];

/** Weekday words that are also month words in some language; a real month beside them wins. French "mar." is Tuesday. */
export const ALSO_WEEKDAY: ReadonlySet<string> = new Set(['mar', 'sen', 'мар']);

/** Folds a date word for look-up: the four Turkic i's are one, case and a closing full stop do not matter. For date words only, not for news text. */
export function foldDateWord(word: string): string {
  return word.replace(/[İIı]/g, 'i').toLowerCase().normalize('NFC').replace(/\.$/, '');
}

/** Month number 1 to 12 by folded word. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_WORDS.flatMap((lines, index) =>
    lines.flatMap((line) => line.split(' ').map((word): [string, number] => [foldDateWord(word), index + 1])),
  ),
);

/** Minutes east of UTC by abbreviation. Ambiguous ones have the meaning that they have in feeds of this region or in RFC 822. */
export const ZONE_MINUTES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    Z: 0,
    UT: 0,
    UTC: 0,
    GMT: 0,
    WET: 0,
    WEST: 60,
    BST: 60,
    CET: 60,
    MET: 60,
    MEZ: 60,
    CEST: 120,
    MEST: 120,
    MESZ: 120,
    EET: 120,
    EEST: 180,
    MSK: 180,
    MSD: 240,
    TRT: 180,
    TRST: 180,
    IDT: 180,
    AST: -240,
    ADT: -180,
    SAMT: 240,
    AMT: 240,
    AMST: 300,
    AZT: 240,
    AZST: 300,
    GET: 240,
    GEST: 300,
    GST: 240,
    IRST: 210,
    IRDT: 270,
    PKT: 300,
    UZT: 300,
    TMT: 300,
    TJT: 300,
    YEKT: 300,
    IST: 330,
    ALMT: 360,
    SGT: 480,
    HKT: 480,
    CST: -360,
    CDT: -300,
    EST: -300,
    EDT: -240,
    ET: -300,
    CT: -360,
    MST: -420,
    MDT: -360,
    MT: -420,
    PST: -480,
    PDT: -420,
    PT: -480,
    AT: -240,
    AKST: -540,
    AKDT: -480,
    HST: -600,
    JST: 540,
    KST: 540,
    AEST: 600,
    AEDT: 660,
    NZST: 720,
    NZDT: 780,
  }),
);
