/** A guarantee whose mechanism is taken away: the named test must then fail. */
export interface Mutant {
  /** Number of the guarantee in docs/guarantees.md. */
  readonly guarantee: number;
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly test: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    guarantee: 1,
    what: 'a delivery that is known is planned again',
    file: 'src/store/outbox-scripts.ts',
    find: "if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end",
    replace: '',
    test: 'src/store/outbox.test.ts',
  },
  {
    guarantee: 1,
    what: 'creates carry no enforced nonce',
    file: 'src/discord/send.ts',
    find: 'enforce_nonce: true',
    replace: 'enforce_nonce: false',
    test: 'src/discord/send.test.ts',
  },
  {
    guarantee: 1,
    what: 'the bookmark moves before the items are dealt with',
    file: 'src/polling.ts',
    find: 'const answers = await ports.seen.lookUp',
    replace:
      'await ports.feedStates.save(feed.id, { ...poll.nextState }, poll.nextState.nextPollAt);\n  const answers = await ports.seen.lookUp',
    test: 'src/polling.test.ts',
  },
  {
    guarantee: 1,
    what: 'a try that stored nothing wipes out the doubt of an earlier one',
    file: 'src/store/deliver-worker.ts',
    find: 'outcome.unsent === true && !isInDoubt',
    replace: 'outcome.unsent === true',
    test: 'src/store/outbox.test.ts',
  },
  {
    guarantee: 2,
    what: 'an edit between a crash and its repeat is marked as seen',
    file: 'src/polling.ts',
    find: 'textHash: NO_TEXT }',
    replace: 'textHash: identified.textHash }',
    test: 'src/polling.test.ts',
  },
  {
    guarantee: 2,
    what: 'the link identifies nothing',
    file: 'src/feeds/identity.ts',
    find: '...(link === undefined ? [] : [`l.${fingerprint(link)}`])',
    replace: '',
    test: 'src/feeds/identity.test.ts',
  },
  {
    guarantee: 2,
    what: 'a guid given to two titles still identifies',
    file: 'src/feeds/identity.ts',
    find: 'else if (before !== titleHash) shared.push(key);',
    replace: '',
    test: 'src/feeds/accidents.test.ts',
  },
  {
    guarantee: 3,
    what: 'a Redis that is silent counts as an empty answer',
    file: 'src/store/unavailable.ts',
    find: '() => reject(new StoreUnavailable(`${what}: Redis gave no answer in ${deadlineMs} ms`)),',
    replace: '() => undefined,',
    test: 'src/store/connect.test.ts',
  },
  {
    guarantee: 4,
    what: 'a first poll alerts',
    file: 'src/polling.ts',
    find: 'isArchive,\n  };',
    replace: 'isArchive: false,\n  };',
    test: 'src/polling.test.ts',
  },
  {
    guarantee: 4,
    what: 'what failed in a first poll alerts when it is repeated',
    file: 'src/polling.ts',
    find: 'isArchived: !isFirst, ',
    replace: '',
    test: 'src/polling.test.ts',
  },
  {
    guarantee: 4,
    what: 'an item that takes its edit back alerts again',
    file: 'src/incidents/accept.ts',
    find: 'if (told !== undefined || revisions.length === 0) {',
    replace: 'if (revisions.length === 0 || revisions.some((one) => hasSameText(one, account))) {',
    test: 'src/incidents/accept.test.ts',
  },
  {
    guarantee: 4,
    what: 'a backlog is posted one by one',
    file: 'src/alerts/plan.ts',
    find: 'context.now - Date.parse(context.arrivedAt) > context.lateAfterMs',
    replace: 'false',
    test: 'src/alerts/plan.test.ts',
  },
  {
    guarantee: 5,
    what: 'text from outside is not escaped',
    file: 'src/discord/render/safe-text.ts',
    find: "grapheme.replace(/[\\\\*_~`|<>[\\]]/g, '\\\\$&')",
    replace: 'grapheme',
    test: 'src/discord/render/safe-text.test.ts',
  },
  {
    guarantee: 5,
    what: 'messages may mention',
    file: 'src/discord/message-body.ts',
    find: 'export const NO_MENTIONS = { parse: [] } as const;',
    replace: "export const NO_MENTIONS = { parse: ['everyone'] } as unknown as { readonly parse: readonly [] };",
    test: 'src/discord/render/alert.test.ts',
  },
  {
    guarantee: 6,
    what: 'an accusation that is answered by one counts as confirmed',
    file: 'src/incidents/status.ts',
    find: "if (isMutual(stances, camps)) return 'counterClaimed';",
    replace: "if (isMutual(stances, camps)) return 'thirdPartyConfirmed';",
    test: 'src/incidents/reduce.test.ts',
  },
  {
    guarantee: 7,
    what: 'one side’s word weighs more',
    file: 'src/incidents/status.ts',
    find: "if (isDenied(stances)) return 'denied';",
    replace: "if (isDenied(stances) && stances.accused.has('ARM')) return 'denied';",
    test: 'src/incidents/reduce.test.ts',
  },
  {
    guarantee: 7,
    what: 'one side’s place name is left out',
    file: 'src/words/place-name.ts',
    find: 'const both = [...new Set(sides.map(',
    replace: 'const both = [...new Set(sides.slice(0, 1).map(',
    test: 'src/words/place-name.test.ts',
  },
  {
    guarantee: 8,
    what: 'a drop has no reason',
    file: 'src/classify/gate.ts',
    find: "reason: 'it does not show that it is about this conflict'",
    replace: "reason: ''",
    test: 'src/classify/classify.test.ts',
  },
  {
    guarantee: 9,
    what: 'a poison item stops its feed',
    file: 'src/polling.ts',
    find: 'if (error instanceof StoreUnavailable) throw error;',
    replace: 'throw error;',
    test: 'src/polling.test.ts',
  },
  {
    guarantee: 10,
    what: 'the log is not scrubbed',
    file: 'src/ops/log.ts',
    find: 'options.stream.write(scrubText(line, options.secrets));',
    replace: 'options.stream.write(line);',
    test: 'src/ops/log.test.ts',
  },
];
