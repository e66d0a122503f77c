// category-acts.ts - what may be done with a category as it stands.
// SPDX-License-Identifier: Apache-2.0
//
// A courtesy: the API says no where an act is not to be.
import type { Schemas } from '#api/client.ts';

type State = Schemas['CategoryState'];

export interface Act {
  name: 'suspension' | 'resumption' | 'withdrawal';
  // On the button that leads to it, and on the one that does it.
  text: string;
  doIt: string;
  // What follows, before the press and after it.
  follows: string;
  done: string;
  grave: boolean;
  in: State[];
}

const acts: Act[] = [
  {
    name: 'resumption', text: 'End the suspension', doIt: 'End the suspension', in: ['suspended'], grave: false,
    follows: 'Councils can publish referrals in it again, from the moment you press the button.',
    done: 'is open for referrals again',
  },
  {
    name: 'suspension', text: 'Suspend', doIt: 'Suspend the category', in: ['open'], grave: true,
    follows: 'No council can publish a referral in it from the moment you press the button. Referrals that are under way go on. '
      + 'Applications are still received and decided, and accredited homes stay accredited. You can end the suspension.',
    done: 'is suspended; councils and providers are told',
  },
  {
    name: 'withdrawal', text: 'Withdraw', doIt: 'Withdraw the category for good', in: ['open', 'suspended'], grave: true,
    follows: 'This cannot be taken back. Nothing is bought and nobody can apply in this category any more. Councils and the '
      + 'providers in it are told. It has to wait until no referral in it is under way.',
    done: 'is withdrawn; councils and providers are told',
  },
];

export const actsFor = ({ state }: Schemas['Category']): Act[] => acts.filter((act) => act.in.includes(state));

export const actCalled = (name: string | null): Act => acts.find((act) => act.name === name) ?? acts[0]!;
