// halves.tsx - the two halves of the invitations.
// SPDX-License-Identifier: Apache-2.0

const halves = [
  { href: '/provider/invitations/', text: 'Open for bids', closed: false },
  { href: '/provider/invitations/?state=closed', text: 'Earlier', closed: true },
];

export function InvitationHalves({ closed }: { closed: boolean }) {
  return (
    <nav aria-label="Which invitations">
      <ul class="govuk-list choices">
        {halves.map((half) => (
          <li key={half.href}>
            {half.closed === closed ? <strong aria-current="page">{half.text}</strong>
              : <a class="govuk-link" href={half.href}>{half.text}</a>}
          </li>
        ))}
      </ul>
    </nav>
  );
}
