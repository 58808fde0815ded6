/**
 * Sentences that sites put around the news and that are no news. Whole sentences or tails only: a rule must not be able to eat a report.
 * Each is tried on the text of one entry; all are linear.
 */
const TAILS: readonly RegExp[] = [
  // WordPress: "The post <Title> appeared first on <Site>." and its translations; a military post begins with a small letter.
  /\s*The post (?=[^\p{Ll}]).{1,300}? (?:appeared first|first appeared) on (?=[^\p{Ll}]).{1,120}$/u,
  /\s*(?:Сообщение|Запись) .{1,300}? (?:появились?|появилась) сначала на .{1,120}$/u,
  /\s*(?:Bu yazı|Yazı) .{0,300}? ilk önce .{1,120} (?:üzerinde )?(?:göründü|yayınlandı|ortaya çıktı)\.?$/u,
  /\s*L[’']article .{1,300}? est apparu en premier sur .{1,120}$/u,
  /\s*نوشته .{1,300}? اولین بار در .{1,120} پدیدار شد\.?$/u,
  // "Read more", "Continue reading", with or without an arrow or the title repeated.
  /\s*(?:\[?(?:…|\.\.\.)\]?\s*)?(?:Read (?:more|the full (?:story|article))|Continue reading|Full story|Learn more)(?: .{0,200})?\s*[→»›>.]*$/u,
  /\s*(?:\[?(?:…|\.\.\.)\]?\s*)?(?:Читать (?:далее|дальше|полностью)|Подробнее|Читайте также:?.{0,200})\s*[→»›>.]*$/u,
  /\s*(?:\[?(?:…|\.\.\.)\]?\s*)?(?:Devamını oku|Haberin devamı|Ardını oxu|Ətraflı|Davamı)\s*[→»›>.]*$/u,
  /\s*(?:\[?(?:…|\.\.\.)\]?\s*)?(?:Կարդալ ավելին|Ավելին|Շարունակությունը)\s*[→»›>.։]*$/u,
  /\s*(?:\[?(?:…|\.\.\.)\]?\s*)?(?:სრულად ნახვა|ვრცლად|განაგრძე კითხვა)\s*[→»›>.]*$/u,
  /\s*(?:\[?(?:…|\.\.\.)\]?\s*)?(?:ادامه مطلب|بیشتر بخوانید)(?: .{0,200})?$/u,
  /\s*(?:\[?(?:…|\.\.\.)\]?\s*)?(?:Lire la suite|En savoir plus|Lire aussi\s?:.{0,200})\s*[→»›>.]*$/u,
  // Comment forms and share buttons.
  /\s*(?:Leave a (?:Reply|Comment)|No Comments?|\d{1,4} Comments?|Comments? (?:Off|are closed)|Add a comment)(?: on .{0,200})?\.?$/iu,
  /\s*(?:Оставить комментарий|Добавить комментарий|Комментариев нет|Yorum yap|Şərh yaz|Մեկնաբանել|Laisser un commentaire)\.?$/iu,
  /\s*(?:Share(?: this| on)?:?\s*)(?:(?:Facebook|Twitter|X|Telegram|WhatsApp|VK|VKontakte|Odnoklassniki|LinkedIn|Pinterest|Reddit|Email|E-mail|Print|Viber|Messenger|Copy link)[\s,|/•·]*){1,15}$/iu,
  /\s*(?:Поделиться|Paylaş|Տարածել|Կիսվել|გაზიარება|Partager|اشتراک[‌ ]گذاری)(?:\s*:?\s*(?:(?:Facebook|Twitter|X|Telegram|WhatsApp|VK|Вконтакте|Одноклассники|Viber|Email)[\s,|/•·]*){0,12})$/iu,
  /\s*(?:Click to (?:share|email|print)[^.]{0,160}(?:\(Opens in new window\))?\s*)+$/iu,
  /\s*(?:Tags?|Метки|Теги|Etiketler|Թեգեր|Filed under|Posted in):[^.]{0,200}$/u,
  /\s*(?:Like this:\s*)?(?:Like\s+)?Loading\.\.\.$/u,
  // Calls to follow the outlet.
  /\s*(?:Follow us on|Subscribe to our|Join our) [^.]{1,160}\.?$/iu,
  /\s*(?:Подписывайтесь на|Подписаться на|Следите за нами|Читайте нас в) [^.]{1,160}\.?$/iu,
  /\s*(?:Bizi .{1,60} (?:izləyin|takip edin)|Telegram kanalımıza (?:abunə olun|qoşulun))\.?$/iu,
  /\s*Բաժանորդագրվեք [^։]{1,160}։?$/u,
];

const ANYWHERE: readonly RegExp[] = [
  // Cookie banners: the sentence that names cookies and asks for consent.
  /(?:This (?:web)?site|We|Our (?:web)?site) uses? cookies[^.]{0,200}\.(?:\s*(?:By continuing|If you continue)[^.]{0,200}\.)?(?:\s*(?:Accept(?: all)?|I agree|Got it|OK|Learn more)\b\.?)*/gu,
  /(?:By continuing to (?:use|browse)|If you continue to use) (?:this|our) (?:web)?site[^.]{0,200}\./gu,
  /(?:Мы используем|(?:Этот|Наш) сайт использует) (?:файлы )?cookies?[^.]{0,200}\.(?:\s*(?:Принять|Согласен|Понятно|ОК)\.?)?/gu,
  /(?:Bu|İnternet|Veb) ?(?:sayt|site|sitemiz)\S* (?:çerez|kuki|cookie)\S*[^.]{0,200}\./gu,
  /Ce site utilise des cookies[^.]{0,200}\./gu,
  /Կայքն? օգտագործում է (?:cookie|քուքի)[^։]{0,200}։/gu,
  /(?:Your browser does not support|Please enable) (?:the )?(?:video|audio|JavaScript|HTML5)[^.]{0,120}\./gu,
  /\[(?:gallery|caption|embed|vc_[a-z_]+|\/caption|\/embed)[^\]]{0,300}\]/gu,
];

/** Rules look at the end of a text only; a report does not hide there. */
const TAIL_LENGTH = 900;
const MAX_ROUNDS = 6;

/** Takes what a site adds around its news out of a summary. What is left may be empty; a title never goes through here. */
export function removeBoilerplate(text: string): string {
  let left = text;
  for (const rule of ANYWHERE) left = left.replace(rule, ' ');
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const shorter = withoutTail(left.trim());
    if (shorter.length === left.length) break;
    left = shorter;
  }
  return left.replace(/\s+/g, ' ').trim();
}

function withoutTail(text: string): string {
  const start = Math.max(0, text.length - TAIL_LENGTH);
  const tail = text.slice(start);
  for (const rule of TAILS) {
    const match = rule.exec(tail);
    if (match !== null) return text.slice(0, start + match.index).trimEnd();
  }
  return text;
}
