// events.tsx - events for providers: sessions of one day, each with so many seats.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { type TableCell, WarningText } from '#components/index.ts';
import { More, type Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { onDay, plural } from '#site/words.ts';
import { tagged } from './tags.tsx';

export type ProviderEvent = Schemas['ProviderEvent'];
export type Session = ProviderEvent['slots'][number];

export const EventTag = tagged<Schemas['ProviderEventState']>({
  announced: ['Announced', 'blue'],
  begun: ['Has begun', 'grey'],
  cancelled: ['Called off', 'red'],
});

export const CalledOff = ({ event: { cancellation_reason: reason } }: { event: ProviderEvent }) =>
  (reason === null ? null : <WarningText>{`This event has been called off: ${reason}`}</WarningText>);

export const eventsOf = (scheme_id: string, cursor?: string): Promise<Page<ProviderEvent>> =>
  body(api.GET('/v1/schemes/{scheme_id}/provider-events', { params: { path: { scheme_id }, query: { cursor } } }));

export const loadEvent = (provider_event_id: string) =>
  body(api.GET('/v1/provider-events/{provider_event_id}', { params: { path: { provider_event_id } } }));

export const sessionTime = ({ starts, ends }: Pick<Session, 'starts' | 'ends'>): string => `${starts} to ${ends}`;

// "09:30 to 10:30": where somebody has a seat, by the session's number.
export const sessionOf = ({ slots }: ProviderEvent, number: number | null | undefined): string | null => {
  const one = slots.find(({ slot }) => slot === number);
  return one ? sessionTime(one) : null;
};

export const freeSeats = ({ capacity, taken }: Session): string =>
  (taken < capacity ? `${plural(capacity - taken, 'seat')} left of ${capacity}` : 'No seat left');

export const seatsTaken = ({ slots }: ProviderEvent): string => {
  const sum = (of: 'taken' | 'capacity') => slots.reduce((all, slot) => all + slot[of], 0);
  return `${sum('taken')} of ${sum('capacity')}`;
};

export function Sessions({ event: { slots } }: { event: ProviderEvent }) {
  return (
    <WideTable caption="Sessions" firstCellIsHeader
      head={[{ text: 'Session' }, { text: 'Seats', format: 'numeric' }, { text: 'Taken', format: 'numeric' }]}
      rows={slots.map((slot) => [
        { text: sessionTime(slot) }, { text: slot.capacity, format: 'numeric' }, { text: slot.taken, format: 'numeric' },
      ])} />
  );
}

export interface Listed {
  scheme_id: string;
  first: Page<ProviderEvent>;
  address: (event: ProviderEvent) => string;
  // What else the reader is told of each.
  last: { head: string; cell: (event: ProviderEvent) => TableCell['text'] };
}

export function EventList({ scheme_id, first, address, last }: Listed) {
  if (first.items.length === 0)
    return <p class="govuk-body">No event has been announced.</p>;
  return (
    <More first={first} load={(cursor) => eventsOf(scheme_id, cursor)}>
      {(events) => (
        <WideTable caption="Events, the last one announced first" firstCellIsHeader
          head={[{ text: 'Event' }, { text: 'Day' }, { text: 'Place' }, { text: 'State' }, { text: last.head }]}
          rows={events.map((event) => [
            { text: <a class="govuk-link" href={address(event)}>{event.name}</a> },
            { text: onDay(event.held_on) }, { text: event.place }, { text: <EventTag state={event.state} /> }, { text: last.cell(event) },
          ])} />
      )}
    </More>
  );
}
