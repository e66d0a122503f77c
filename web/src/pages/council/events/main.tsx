// The events of a scheme for providers, and how full they are.
// SPDX-License-Identifier: Apache-2.0
import { eventList } from '#site/event-list.tsx';
import { seatsTaken } from '#site/events.tsx';

void eventList('/council/events/', { head: 'Seats taken', cell: seatsTaken });
