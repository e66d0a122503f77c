// scale.tsx - a score from 0 to 5 with its reason, and what each score stands for.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { ChoiceField, ProseField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';

export type Scale = Schemas['ScoreLevel'][];

interface Mark {
  score: number;
  reason?: string | null;
}

export const loadScale = async (): Promise<Scale> => (await body(api.GET('/v1/score-scale'))).levels;

// Where the marks of a statement stand in a body: #/statements/workforce/...
export const placeOf = (code: string): string => `statements-${code}-`;

// `place` is what the names of the two fields begin with.
export const readMark = (values: Values, place: string, sentence: string) => ({
  score: Number(values.chosen<string>(`${place}score`, sentence)),
  reason: values.text(`${place}reason`),
});

// One mark for each of these questions, by its code.
export const readMarks = (values: Values, asked: { code: string; question: string }[]) =>
  Object.fromEntries(asked.map(({ code, question }) =>
    [code, readMark(values, placeOf(code), `${question} Give a score from 0 to 5`)]));

export function MarkFields({ form, place, scale, mark, label = 'Score', why = 'Reason', hint, rows = 2 }: {
  form: FormState;
  place: string;
  scale: Scale;
  // As it was given before, if it was.
  mark?: Mark | null;
  label?: string;
  why?: string;
  // Who reads the reason.
  hint?: string;
  rows?: number;
}) {
  return (
    <>
      <ChoiceField form={form} name={`${place}score`} label={label} small
        value={mark ? String(mark.score) : null}
        choices={scale.map(({ score, name, meaning }) =>
          ({ value: String(score), text: `${score}: ${name}`, hint: meaning }))} />
      <ProseField form={form} name={`${place}reason`} label={why} hint={hint} most={2000} rows={rows} value={mark?.reason} />
    </>
  );
}
