// enquiry-words.ts - the closed lists of an enquiry, as people read them.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

export const replies: Record<Schemas['EnquiryReply'], string> = {
  email: 'By e-mail',
  phone: 'By telephone',
};

export const moving: Record<Schemas['EnquiryMoving'], string> = {
  as_soon_as_possible: 'As soon as possible',
  within_three_months: 'Within three months',
  later: 'Later',
  undecided: 'Not decided yet',
};
