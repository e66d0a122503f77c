// types.ts - the events of the log, as people read them.
// SPDX-License-Identifier: Apache-2.0
import known from 'virtual:event-types';

import { inWords } from '#site/words.ts';

// "accreditation.suspended" -> "Accreditation: suspended"
export const typeInWords = (type: string): string => {
  const [thing = '', ...what] = type.split('.');
  return [inWords(thing), ...what.map((word) => inWords(word).toLowerCase())].join(': ');
};

// More may come than the description knows: the one that is asked for stays.
export const typeOptions = (asked: string | undefined) =>
  [...new Set(asked ? [...known, asked] : known)].sort().map((value) => ({ value, text: typeInWords(value) }));
