// The events of a scheme for providers, and how full they are.
// SPDX-License-Identifier: Apache-2.0
import { eventList } from '#market/event-list.tsx';
import { seatsTaken } from '#market/events.tsx';

void eventList('/council/events/', { head: 'Seats taken', cell: seatsTaken });
