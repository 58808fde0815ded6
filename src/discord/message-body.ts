/** Bodies as Discord's REST API takes them; only what this bot sends. Source: docs.discord.com, Create Message. */
export interface MessageBody {
  readonly content?: string;
  readonly embeds?: readonly Embed[];
  readonly components?: readonly ActionRow[];
  /** Never anything to parse: text from outside cannot ping. */
  readonly allowed_mentions: { readonly parse: readonly []; readonly roles?: readonly string[] };
  readonly nonce?: string;
  readonly enforce_nonce?: boolean;
  readonly flags?: number;
  readonly message_reference?: {
    readonly message_id: string;
    readonly channel_id?: string;
    readonly fail_if_not_exists: boolean;
  };
}

export interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly color?: number;
  /** ISO 8601 UTC. */
  readonly timestamp?: string;
  readonly author?: { readonly name: string };
  readonly footer?: { readonly text: string };
  readonly fields?: readonly EmbedField[];
  readonly image?: { readonly url: string };
}

export interface EmbedField {
  readonly name: string;
  readonly value: string;
  readonly inline?: boolean;
}

export interface ActionRow {
  readonly type: 1;
  readonly components: readonly (Button | Select)[];
}

export type Button =
  | { readonly type: 2; readonly style: 5; readonly label: string; readonly url: string }
  | {
      readonly type: 2;
      readonly style: 1 | 2 | 3 | 4;
      readonly label: string;
      readonly custom_id: string;
      readonly disabled?: boolean;
    };

interface SelectBase {
  readonly custom_id: string;
  readonly placeholder?: string;
  readonly min_values?: number;
  readonly max_values?: number;
}

/** A menu: of our own choices, of the server's roles, of its channels. */
export type Select = SelectBase &
  (
    | {
        readonly type: 3;
        readonly options: readonly { readonly label: string; readonly value: string; readonly default?: boolean }[];
      }
    | {
        readonly type: 6;
        readonly default_values: readonly { readonly id: string; readonly type: 'channel' | 'role' }[];
      }
    | {
        readonly type: 8;
        readonly channel_types: readonly number[];
        readonly default_values: readonly { readonly id: string; readonly type: 'channel' | 'role' }[];
      }
  );

/** Nothing may ping. */
export const NO_MENTIONS = { parse: [] } as const;
