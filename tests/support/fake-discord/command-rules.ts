import { asJson, asList, asText, type Fault, isJson } from './rules.ts';

/** Locales that Discord knows. Source: docs.discord.com, Locales. Armenian, Azerbaijani, Georgian and Persian are not among them. */
const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Faults of the bodies of PUT …/commands. Source: docs.discord.com, Application Commands. */
export function commandsFaults(body: unknown): readonly Fault[] {
  if (!Array.isArray(body)) return ['commands: not a list'];
  const faults: Fault[] = [];
  const chat = body.filter((command) => (asJson(command)['type'] ?? 1) === 1);
  if (chat.length > 100) faults.push('commands: more than 100');
  const names = new Set<string>();
  for (const command of body) {
    const { name, type } = asJson(command);
    const key = `${asText(type ?? 1)}:${asText(name)}`;
    if (names.has(key)) faults.push(`${asText(name)}: stands twice`);
    names.add(key);
    faults.push(...commandFaults(command));
  }
  return faults;
}

function commandFaults(command: unknown): readonly Fault[] {
  if (!isJson(command)) return ['command: not an object'];
  const type = command['type'] ?? 1;
  const name = asText(command['name']);
  const faults: Fault[] = [...localeFaults(command, name)];
  if (type === 1) {
    faults.push(...nameFaults(name, name));
    faults.push(...descriptionFaults(command['description'], name));
    faults.push(...optionFaults(command['options'], name));
    const size = weight(command);
    if (size > 8000) faults.push(`${name}: ${size} characters in all, 8000 allowed`);
  } else {
    if (name.length === 0 || name.length > 32) faults.push(`${name}: name is not 1 to 32 long`);
    if ((command['description'] ?? '') !== '') faults.push(`${name}: a context command has no description`);
  }
  return faults;
}

function optionFaults(options: unknown, path: string): readonly Fault[] {
  const list = asList(options);
  const faults: Fault[] = [];
  if (list.length > 25) faults.push(`${path}: more than 25 options`);
  let wasOptional = false;
  const names = new Set<string>();
  for (const option of list) {
    const { name, description, required, choices, autocomplete, type } = asJson(option);
    const at = `${path}.${asText(name)}`;
    faults.push(
      ...nameFaults(asText(name), at),
      ...descriptionFaults(description, at),
      ...localeFaults(asJson(option), at),
    );
    if (names.has(asText(name))) faults.push(`${at}: stands twice`);
    names.add(asText(name));
    if (!Number.isInteger(type) || Number(type) < 1 || Number(type) > 11) faults.push(`${at}: unknown type`);
    if (required === true && wasOptional) faults.push(`${at}: required after an optional one`);
    if (required !== true) wasOptional = true;
    if (asList(choices).length > 25) faults.push(`${at}: more than 25 choices`);
    if (asList(choices).length > 0 && autocomplete === true) faults.push(`${at}: choices and autocomplete at once`);
    for (const choice of asList(choices)) faults.push(...choiceFaults(choice, at));
  }
  return faults;
}

/** Faults of one choice, fixed or by autocomplete. */
export function choiceFaults(choice: unknown, path: string): readonly Fault[] {
  const { name, value } = asJson(choice);
  const faults: Fault[] = [];
  if (typeof name !== 'string' || name.length < 1 || name.length > 100)
    faults.push(`${path}: choice name is not 1 to 100 long`);
  if (typeof value === 'string' && (value.length < 1 || value.length > 100))
    faults.push(`${path}: choice value is not 1 to 100 long`);
  return faults;
}

function nameFaults(name: string, path: string): readonly Fault[] {
  return NAME.test(name) && name === name.toLowerCase()
    ? []
    : [`${path}: name is not lower-case letters, digits, - and _, 1 to 32`];
}

function descriptionFaults(description: unknown, path: string): readonly Fault[] {
  const isFine = typeof description === 'string' && description.length >= 1 && description.length <= 100;
  return isFine ? [] : [`${path}: description is not 1 to 100 long`];
}

function localeFaults(value: Readonly<Record<string, unknown>>, path: string): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [locale, name] of Object.entries(asJson(value['name_localizations']))) {
    if (!LOCALES.has(locale)) faults.push(`${path}: unknown locale ${locale}`);
    if ((value['type'] ?? 1) !== 3) faults.push(...nameFaults(asText(name), `${path}.${locale}`));
  }
  for (const [locale, description] of Object.entries(asJson(value['description_localizations']))) {
    if (!LOCALES.has(locale)) faults.push(`${path}: unknown locale ${locale}`);
    faults.push(...descriptionFaults(description, `${path}.${locale}`));
  }
  return faults;
}

/** Name, description and value texts of a command and all its options. */
function weight(value: Readonly<Record<string, unknown>>): number {
  const longest = (localizations: unknown) =>
    Math.max(0, ...Object.values(asJson(localizations)).map((localized) => asText(localized).length));
  const own =
    Math.max(asText(value['name']).length, longest(value['name_localizations'])) +
    Math.max(asText(value['description']).length, longest(value['description_localizations'])) +
    asList(value['choices']).reduce<number>((sum, choice) => {
      const { name, value: chosen } = asJson(choice);
      return sum + asText(name).length + asText(chosen).length;
    }, 0);
  return own + asList(value['options']).reduce<number>((sum, option) => sum + weight(asJson(option)), 0);
}
