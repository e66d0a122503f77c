// how-to-ask.tsx - the way to a home where no enquiry can be sent from here.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { InsetText } from '#components/index.ts';
import { postal } from '#site/words.ts';

export function HowToAsk({ home }: { home: Schemas['DirectoryEntry'] }) {
  const { profile: { phone } } = home;
  return (
    <InsetText>
      To ask about a place, {phone && <>ring <strong>{phone}</strong> or </>}write to {home.name},{' '}
      {postal(home).join(', ')}. Enquiries cannot be sent from this website.
    </InsetText>
  );
}
