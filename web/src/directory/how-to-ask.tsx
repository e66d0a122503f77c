// how-to-ask.tsx - the way to a home where no enquiry can be sent from here.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { InsetText } from '#components/index.ts';

export function HowToAsk({ home }: { home: Schemas['DirectoryEntry'] }) {
  const { profile: { phone }, line_1, line_2, town, postcode } = home;
  return (
    <InsetText>
      To ask about a place, {phone && <>ring <strong>{phone}</strong> or </>}write to {home.name},{' '}
      {[line_1, line_2, town, postcode].filter(Boolean).join(', ')}. Enquiries cannot be sent from this website.
    </InsetText>
  );
}
