// library.ts - the questions that the categories of a scheme share, word for word.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { schemeAddress } from './scheme-frame.tsx';

export type Question = Schemas['Question'];

export const questionKinds: Record<Schemas['QuestionKind'], string> = {
  requirement: 'Requirement', statement: 'Statement',
};

export const listQuestions = (scheme_id: string, cursor?: string, limit?: number) =>
  body(api.GET('/v1/schemes/{scheme_id}/questions', { params: { path: { scheme_id }, query: { cursor, limit } } }));

export const loadQuestion = (scheme_id: string, question_id: string) =>
  body(api.GET('/v1/schemes/{scheme_id}/questions/{question_id}', { params: { path: { scheme_id, question_id } } }));

export const questionAddress = ({ scheme_id, id }: Question) => schemeAddress(scheme_id, `library/${id}`);
