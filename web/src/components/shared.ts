// shared.ts - what every component takes: class names and attributes.
// SPDX-License-Identifier: Apache-2.0
import { type ComponentChildren, type JSX, toChildArray } from 'preact';

type Tag = keyof JSX.IntrinsicElements;
type Dropped = 'children' | 'class' | 'className' | 'key' | 'style'
  | 'dangerouslySetInnerHTML';
// A link stays a link, and a field what its component makes of it.
type Fixed<T> = T extends 'a' ? 'href' | 'role' : T extends 'select' ? 'role'
  : T extends 'input' ? 'list' | 'role' | 'type' : never;

// Further attributes of one element, handlers and `ref` among them. The two
// that the Content-Security-Policy forbids cannot be written.
export type Attributes<T extends Tag> = Omit<JSX.IntrinsicElements[T], Dropped | Fixed<T>>
  & { [name: `data-${string}`]: string | number | boolean | undefined };

export interface Common<T extends Tag> {
  classes?: string;
  attributes?: Attributes<T>;
}

// A component's props as they stand inside another's: <Hint>x</Hint> is there
// hint={{ text: 'x' }}.
export type Part<Props> = Omit<Props, 'children'> & { text: ComponentChildren };

// So that a list may hold `mayEdit && { text: 'Edit', href }`.
export type Maybe<T> = T | false | null | undefined | '';

export type Level = 1 | 2 | 3 | 4 | 5 | 6;

// A text by plural form: { one: '…', other: '…' }.
export type Plurals = Partial<Record<Intl.LDMLPluralRule, string>>;

export function join(...words: Maybe<string>[]): string | undefined {
  return words.filter(Boolean).join(' ') || undefined;
}

export function heading(level: Level): 'h1' {
  return `h${level}` as 'h1';
}

// Words, rather than elements that bring their own markup.
export function isPlain(children: ComponentChildren): boolean {
  return toChildArray(children).every((child) => typeof child !== 'object');
}

// Texts for a component's script, as it looks for them: data-i18n.key.plural.
export function i18n(texts: Record<string, string | Plurals | undefined>): Attributes<'div'> {
  const attributes: Attributes<'div'> = {};
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text === 'string')
      attributes[`data-i18n.${key}`] = text;
    else
      for (const [form, message] of Object.entries(text ?? {}))
        attributes[`data-i18n.${key}.${form}`] = message;
  }
  return attributes;
}
