import { createWordFinder } from './find-words.ts';

/**
 * Sentences that sites put around the news and that are no news. Whole sentences or tails only: a rule must not be able to eat a report.
 * Each is tried on the text of one entry; all are linear.
 */
interface Rule {
  /** One of these stands in every text that the rule can cut; looking for them first is what makes this cheap. Two characters or more. */
  readonly needs: readonly string[];
  readonly cut: RegExp;
}

const MORE = String.raw`\s*(?:\[?(?:…|\.\.\.)\]?\s*)?`;
const ARROW = String.raw`\s*[→»›>.։]*$`;
const more = (words: string) => new RegExp(`${MORE}(?:${words})${ARROW}`, 'u');

const TAILS: readonly Rule[] = [
  // WordPress: "The post <Title> appeared first on <Site>." and its translations; a military post begins with a small letter.
  {
    needs: ['appeared first on', 'first appeared on'],
    cut: /\s*The post (?=[^\p{Ll}]).{1,300}? (?:appeared first|first appeared) on (?=[^\p{Ll}]).{1,120}$/u,
  },
  { needs: ['сначала на'], cut: /\s*(?:Сообщение|Запись) .{1,300}? (?:появились?|появилась) сначала на .{1,120}$/u },
  {
    needs: ['ilk önce'],
    cut: /\s*(?:Bu yazı|Yazı) .{0,300}? ilk önce .{1,120} (?:üzerinde )?(?:göründü|yayınlandı|ortaya çıktı)\.?$/u,
  },
  { needs: ['en premier sur'], cut: /\s*L[’']article .{1,300}? est apparu en premier sur .{1,120}$/u },
  { needs: ['اولین بار در'], cut: /\s*نوشته .{1,300}? اولین بار در .{1,120} پدیدار شد\.?$/u },
  // "Read more", with or without an arrow or the title repeated.
  {
    needs: ['Read more', 'Read the full', 'Continue reading', 'Full story', 'Learn more'],
    cut: more('(?:Read (?:more|the full (?:story|article))|Continue reading|Full story|Learn more)(?: .{0,200})?'),
  },
  {
    needs: ['Читать ', 'Подробнее', 'Читайте также'],
    cut: more('Читать (?:далее|дальше|полностью)|Подробнее|Читайте также:?.{0,200}'),
  },
  {
    needs: ['Devamını oku', 'Haberin devamı', 'Ardını oxu', 'Ətraflı', 'Davamı'],
    cut: more('Devamını oku|Haberin devamı|Ardını oxu|Ətraflı|Davamı'),
  },
  { needs: ['Կարդալ ավելին', 'Ավելին', 'Շարունակությունը'], cut: more('Կարդալ ավելին|Ավելին|Շարունակությունը') },
  { needs: ['სრულად ნახვა', 'ვრცლად', 'განაგრძე კითხვა'], cut: more('სრულად ნახვა|ვრცლად|განაგრძე კითხვა') },
  { needs: ['ادامه مطلب', 'بیشتر بخوانید'], cut: more('(?:ادامه مطلب|بیشتر بخوانید)(?: .{0,200})?') },
  {
    needs: ['Lire la suite', 'En savoir plus', 'Lire aussi'],
    cut: more('Lire la suite|En savoir plus|Lire aussi\\s?:.{0,200}'),
  },
  // Comment forms and share buttons.
  {
    needs: ['Leave a ', 'leave a ', 'LEAVE A ', 'omment'],
    cut: /\s*(?:Leave a (?:Reply|Comment)|No Comments?|\d{1,4} Comments?|Comments? (?:Off|are closed)|Add a comment)(?: on .{0,200})?\.?$/iu,
  },
  {
    needs: ['комментари', 'Комментари', 'Yorum yap', 'Şərh yaz', 'Մեկնաբանել', 'Laisser un commentaire'],
    cut: /\s*(?:Оставить комментарий|Добавить комментарий|Комментариев нет|Yorum yap|Şərh yaz|Մեկնաբանել|Laisser un commentaire)\.?$/u,
  },
  {
    needs: ['Share', 'SHARE', 'share'],
    cut: /\s*Share(?: this| on)?:?\s*(?:(?:Facebook|Twitter|X|Telegram|WhatsApp|VK|VKontakte|Odnoklassniki|LinkedIn|Pinterest|Reddit|Email|E-mail|Print|Viber|Messenger|Copy link)[\s,|/•·]*){1,15}$/iu,
  },
  {
    needs: ['Поделиться', 'Paylaş', 'Տարածել', 'Կիսվել', 'გაზიარება', 'Partager', 'اشتراک'],
    cut: /\s*(?:Поделиться|Paylaş|Տարածել|Կիսվել|გაზიარება|Partager|اشتراک[‌ ]گذاری)\s*:?\s*(?:(?:Facebook|Twitter|X|Telegram|WhatsApp|VK|Вконтакте|Одноклассники|Viber|Email)[\s,|/•·]*){0,12}$/u,
  },
  {
    needs: ['Click to ', 'click to '],
    cut: /\s*(?:Click to (?:share|email|print)[^.]{0,160}(?:\(Opens in new window\))?\s*){1,10}$/iu,
  },
  {
    needs: ['Tags:', 'Tag:', 'Метки:', 'Теги:', 'Etiketler:', 'Թեգեր:', 'Filed under:', 'Posted in:'],
    cut: /\s*(?:Tags?|Метки|Теги|Etiketler|Թեգեր|Filed under|Posted in):[^.]{0,200}$/u,
  },
  { needs: ['Loading...'], cut: /\s*(?:Like this:\s*)?(?:Like\s+)?Loading\.\.\.$/u },
  // Calls to follow the outlet.
  {
    needs: ['Follow us on', 'Subscribe to our', 'Join our'],
    cut: /\s*(?:Follow us on|Subscribe to our|Join our) [^.]{1,160}\.?$/u,
  },
  {
    needs: ['Подпис', 'Следите за нами', 'Читайте нас'],
    cut: /\s*(?:Подписывайтесь на|Подписаться на|Следите за нами|Читайте нас в) [^.]{1,160}\.?$/u,
  },
  {
    needs: ['Bizi ', 'Telegram kanalımıza'],
    cut: /\s*(?:Bizi .{1,60} (?:izləyin|takip edin)|Telegram kanalımıza (?:abunə olun|qoşulun))\.?$/u,
  },
  { needs: ['Բաժանորդագրվեք'], cut: /\s*Բաժանորդագրվեք [^։]{1,160}։?$/u },
];

const ANYWHERE: readonly Rule[] = [
  // Cookie banners: the sentence that names cookies and asks for consent.
  {
    needs: ['cookies'],
    cut: /(?:This (?:web)?site|We|Our (?:web)?site) uses? cookies[^.]{0,200}\.(?:\s*(?:By continuing|If you continue)[^.]{0,200}\.)?(?:\s*(?:Accept(?: all)?|I agree|Got it|OK|Learn more)\b\.?)*/gu,
  },
  {
    needs: ['continuing to', 'continue to use'],
    cut: /(?:By continuing to (?:use|browse)|If you continue to use) (?:this|our) (?:web)?site[^.]{0,200}\./gu,
  },
  {
    needs: ['cookie'],
    cut: /(?:Мы используем|(?:Этот|Наш) сайт использует) (?:файлы )?cookies?[^.]{0,200}\.(?:\s*(?:Принять|Согласен|Понятно|ОК)\.?)?/gu,
  },
  {
    needs: ['çerez', 'kuki', 'cookie'],
    cut: /(?:Bu|İnternet|Veb) ?(?:sayt|site|sitemiz)\S{0,20} (?:çerez|kuki|cookie)\S{0,20}[^.]{0,200}\./gu,
  },
  { needs: ['cookies'], cut: /Ce site utilise des cookies[^.]{0,200}\./gu },
  { needs: ['օգտագործում է'], cut: /Կայքն? օգտագործում է (?:cookie|քուքի)[^։]{0,200}։/gu },
  {
    needs: ['Your browser', 'Please enable'],
    cut: /(?:Your browser does not support|Please enable) (?:the )?(?:video|audio|JavaScript|HTML5)[^.]{0,120}\./gu,
  },
  {
    needs: ['[g', '[c', '[e', '[v', '[/'],
    cut: /\[(?:gallery|caption|embed|vc_[a-z_]{1,40}|\/caption|\/embed)[^\]]{0,300}\]/gu,
  },
];

const findAny = createWordFinder([...ANYWHERE, ...TAILS]);
const findAnywhere = createWordFinder(ANYWHERE);
const findInTail = createWordFinder(TAILS);

/** Rules look at the end of a text only; a report does not hide there. */
const TAIL_LENGTH = 900;
const MAX_ROUNDS = 6;

/** Takes what a site adds around its news out of a summary, which is one line of plain text. What is left may be empty; a title never goes through here. */
export function removeBoilerplate(text: string): string {
  // Most news has none of the words, which one look tells.
  if (findAny(text).length === 0) return text;
  let left = text;
  for (const { cut } of findAnywhere(left)) left = left.replace(cut, ' ');
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const shorter = withoutTail(left.trim());
    if (shorter.length === left.length) break;
    left = shorter;
  }
  return left === text ? text : left.replace(/\s+/g, ' ').trim();
}

function withoutTail(text: string): string {
  const start = Math.max(0, text.length - TAIL_LENGTH);
  const tail = text.slice(start);
  for (const { cut } of findInTail(tail)) {
    const match = cut.exec(tail);
    if (match !== null) return text.slice(0, start + match.index).trimEnd();
  }
  return text;
}
