// event-words.ts - the types of event, as people read them.
// SPDX-License-Identifier: Apache-2.0
import known from 'virtual:event-types';

import type { Schemas } from '#api/client.ts';
import { inWords } from '#site/words.ts';
import { topics } from './topics.ts';

type Topic = Schemas['NoticeTopic'];

// "accreditation.suspended" -> "Accreditation: suspended"
export const typeInWords = (type: string): string => {
  const [thing = '', ...what] = type.split('.');
  return [inWords(thing), ...what.map((word) => inWords(word).toLowerCase())].join(': ');
};

const option = (value: string) => ({ value, text: typeInWords(value) });

export const typesAbout = (topic: Topic) =>
  Object.keys(known).filter((type) => known[type] === topic).map(option);

export const isKnown = (type: string): boolean => Object.hasOwn(known, type);

// By topic. More may come than the description knows: the one that is asked for stays.
export const typeOptions = (asked: string | undefined) => [
  ...(Object.keys(topics) as Topic[]).map((topic) => ({ label: topics[topic], items: typesAbout(topic) })),
  ...asked && !isKnown(asked) ? [{ label: 'Others', items: [option(asked)] }] : [],
];
