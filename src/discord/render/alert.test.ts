import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryIncident } from '../../../tests/support/arbitrary-incident.ts';
import { messageFaults } from '../../../tests/support/fake-discord/rules.ts';
import type { Incident } from '../../domain/incident.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { SAMPLE_INCIDENTS } from '../../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../../words/sample-names.ts';
import { renderAlert } from './alert.ts';
import { readActionId } from './buttons.ts';
import { renderChange } from './change.ts';
import { renderDigest } from './digest.ts';

function sample(name: string): Incident {
  const incident = SAMPLE_INCIDENTS[name];
  if (incident === undefined) throw new Error(`no sample ${name}`);
  return incident;
}
const render = (name: string) => renderAlert(sample(name), { language: 'en', names: SAMPLE_NAMES });

describe('an alert', () => {
  it('tells the fact in its first line, with severity and label as words', () => {
    expect(render('denied').content).toBe(
      '🟠⚔️ **Clash · High** · Sotk / Zod: shelling. Armenia accuses Azerbaijan; Azerbaijan denies it. Armenia: 2 wounded (according to Armenia)',
    );
  });

  it('puts the two sides beside each other, the same size, silence included', () => {
    const fields = render('claimed').embeds?.[0]?.fields ?? [];
    expect(fields.slice(0, 2).map((field) => [field.name, field.inline])).toEqual([
      ['Armenia', true],
      ['Azerbaijan', true],
    ]);
    expect(fields[1]?.value).toBe('*No statement so far*');
  });

  it('shows times as Discord timestamps, so that each reader sees their own zone', () => {
    expect(render('claimed').embeds?.[0]?.description).toContain('<t:1795254000:f>');
  });

  it('says which side’s outlets are out of reach', () => {
    const spots = render('claimed').embeds?.[0]?.fields?.find((field) => field.name.includes('Blind spots'));
    expect(spots?.value).toBe('Azerbaijan: nothing from its outlets since <t:1795248300:t>');
  });

  it('links the first article by button and shows host and outlet of each link', () => {
    expect(render('denied').components?.[0]?.components[0]).toMatchObject({
      style: 5,
      label: 'First article',
      url: 'https://news.example/sample-ararat/sample-1',
    });
    const links = render('denied').embeds?.[0]?.fields?.find((field) => field.name.includes('Read'));
    expect(links?.value).toContain('`news.example` · Ararat Wire (sample) (Armenia, public)');
  });

  it('carries incident and revision in its footer', () => {
    expect(render('confirmed').embeds?.[0]?.footer?.text).toBe('AA-2026-11-21-07 r4');
  });

  it('is struck through once it was taken back, and says so first', () => {
    const body = render('retracted');
    expect(body.content).toMatch(/^⛔ \*\*Retracted\*\* · ~~.*~~$/);
    expect(body.embeds?.[0]?.title).toBe('~~Sotk / Zod~~');
  });

  it('pings a role only when told to, and only that one', () => {
    const body = renderAlert(sample('claimed'), {
      language: 'en',
      names: SAMPLE_NAMES,
      mentionRoleId: '111111111111111111',
    });
    expect(body.content).toMatch(/\n<@&111111111111111111>$/);
    expect(body.allowed_mentions).toEqual({ parse: [], roles: ['111111111111111111'] });
    expect(render('claimed').allowed_mentions).toEqual({ parse: [] });
  });

  it('has a second row of corrections for moderators', () => {
    const body = renderAlert(sample('claimed'), { language: 'en', names: SAMPLE_NAMES, buttons: 'moderator' });
    const ids = body.components?.[1]?.components.map((button) =>
      'custom_id' in button ? readActionId(button.custom_id) : undefined,
    );
    expect(ids?.map((id) => id?.action)).toEqual(['falseAlarm', 'wrongPlace', 'wrongMerge', 'withdraw']);
  });
});

describe('within Discord’s limits and rules', () => {
  it.each(LANGUAGES)('every sample, in %s', (language) => {
    for (const incident of Object.values(SAMPLE_INCIDENTS)) {
      const options = { language, names: SAMPLE_NAMES, changes: incident.history, buttons: 'moderator' } as const;
      expect(messageFaults(renderAlert(incident, options), true)).toEqual([]);
    }
  });

  it.each(LANGUAGES)('any incident whatever the feeds sent, as alert, reply and digest, in %s', (language) => {
    fc.assert(
      fc.property(arbitraryIncident, fc.boolean(), (incident, isLate) => {
        const options = { language, names: SAMPLE_NAMES, changes: incident.history, isLate } as const;
        expect(messageFaults(renderAlert(incident, options), true)).toEqual([]);
        const reply = renderChange(incident, incident.history, { ...options, replyTo: '1', marker: 'm' });
        expect(messageFaults(reply, true)).toEqual([]);
        const digest = { language, names: SAMPLE_NAMES, kind: 'late', marker: 'm' } as const;
        expect(
          messageFaults(
            renderDigest(
              Array.from({ length: 30 }, () => incident),
              digest,
            ),
            true,
          ),
        ).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a change that rings', () => {
  it('answers the alert it belongs to and tells what is new', () => {
    const incident = sample('confirmed');
    const body = renderChange(incident, incident.history, {
      language: 'en',
      names: SAMPLE_NAMES,
      replyTo: '222222222222222222',
      marker: 'AA-2026-11-21-07 r4 update',
    });
    expect(body.content).toMatch(/^↻ \*\*Update\*\* · 🟠⚔️ \*\*Clash · High\*\* · Sotk/);
    expect(body.embeds?.[0]?.description).toContain('• Deaths: Armenia: 0 → 1 killed');
    expect(body.message_reference).toEqual({ message_id: '222222222222222222', fail_if_not_exists: false });
  });
});

describe('a digest', () => {
  const options = { language: 'en', names: SAMPLE_NAMES, kind: 'daily', marker: 'digest' } as const;

  it('says zero where nothing was reported', () => {
    expect(renderDigest([], options).content).toBe('🗂️ **The past day** · No incident reported');
  });

  it('counts the incidents that do not fit', () => {
    const many = Array.from({ length: 200 }, () => sample('confirmed'));
    expect(renderDigest(many, options).embeds?.[0]?.description).toMatch(/\*and 1\d\d more: ask \/latest\*$/);
  });

  it('a late one says that it is late', () => {
    expect(renderDigest([sample('talks')], { ...options, kind: 'late' }).content).toContain('these alerts are late');
  });
});
