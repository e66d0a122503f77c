// The events of a scheme for providers, and where the provider has a seat.
// SPDX-License-Identifier: Apache-2.0
import { eventList } from '#market/event-list.tsx';
import { sessionOf } from '#market/events.tsx';

// Nobody but the provider itself is in the answers that it sees.
void eventList('/provider/events/', { head: 'Your seat', cell: (event) => sessionOf(event, event.answers[0]?.slot) ?? 'None' });
