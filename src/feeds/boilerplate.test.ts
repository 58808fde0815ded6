import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeBoilerplate } from './boilerplate.ts';

const EN = 'Two soldiers were wounded near the village.';
const RU = 'Двое военнослужащих ранены у села.'; // Two servicemen are wounded near a village.
const TR = 'Köy yakınında iki asker yaralandı.'; // Two soldiers were wounded near the village.
const HY = 'Գյուղի մոտ վիրավորվել է երկու զինծառայող։'; // Two servicemen were wounded near the village.
const FR = 'Deux soldats ont été blessés près du village.';

describe('boilerplate of sites', () => {
  it.each([
    [`${EN} The post Two wounded on the border appeared first on Outlet.`, EN],
    [`${EN} The post Two wounded first appeared on Outlet News.`, EN],
    [`${RU} Сообщение Двое раненых появились сначала на Издание.`, RU],
    [`${EN} […] Read more →`, EN],
    [`${RU} Читать далее...`, RU],
    [`${TR} Devamını oku »`, TR],
    [`${HY} Կարդալ ավելին`, HY],
    [`${FR} Lire la suite`, FR],
    [`${EN} Leave a Reply`, EN],
    [`${EN} No Comments`, EN],
    [`${EN} Share this: Facebook Twitter Telegram WhatsApp`, EN],
    [`${RU} Поделиться`, RU],
    [`${EN} Tags: army, border`, EN],
    [`${EN} This website uses cookies to improve your experience. Accept all`, EN],
    [`We use cookies to make this site better. By continuing you agree to this. ${EN}`, EN],
    [`${EN} Follow us on Telegram and Facebook`, EN],
    [`${RU} Подписывайтесь на наш канал в Telegram.`, RU],
    [`${EN} Share Facebook Leave a Comment The post X appeared first on Outlet.`, EN],
  ])('goes: %s', (text, left) => {
    expect(removeBoilerplate(text)).toBe(left);
  });

  it.each([
    EN,
    'The post was shelled at night, and the commander appeared first on the scene.',
    'Residents share what they saw on Facebook: houses burned and people fled the village at dawn.',
    'The minister said he would read more of the report before he comments.',
    'The observation post near the border was attacked.',
    'Парламент решил поделиться полномочиями с правительством.', // Parliament decided to share powers with the government.
    'Cookies were found in the rations of the wounded soldiers.',
  ])('stays: %s', (text) => {
    expect(removeBoilerplate(text)).toBe(text);
  });

  it('changes nothing the second time', () => {
    const part = fc.constantFrom(
      EN,
      RU,
      'Read more',
      'Leave a Reply',
      'The post X appeared first on Y.',
      'We use cookies.',
      'Share: Facebook',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const once = removeBoilerplate(parts.join(' '));
        expect(removeBoilerplate(once)).toBe(once);
      }),
    );
  });
});
