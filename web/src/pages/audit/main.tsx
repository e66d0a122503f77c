// Where an auditor begins: what can be looked into.
// SPDX-License-Identifier: Apache-2.0
import { api, body } from '#api/client.ts';
import { typeInWords } from '#market/event-words.ts';
import { screen } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

const ways = [
  { href: '/audit/log/', text: 'The log', hint: 'Every change, by whom and when, each with a proof that it was not altered' },
  { href: '/audit/reads/', text: 'Who read what', hint: 'Each time that somebody was shown a referral, a bid, a placement or a document' },
  { href: '/audit/enquiries/', text: 'Enquiries', hint: 'What people who pay for care themselves wrote to homes of the schemes' },
  { href: '/audit/deviations/', text: 'Awards outside the process', hint: 'With their reasons, and who approved them' },
  { href: '/audit/fees/', text: 'What schemes charge', hint: 'Of each placement of the schemes, and who pays it' },
];

void screen({
  load: () => body(api.GET('/v1/audit', { params: { query: { limit: 5 } } })),
  view: ({ me, data: { items } }) => (
    <>
      <span class="govuk-caption-l">{me.organisation.name}</span>
      <h1 class="govuk-heading-l">For auditors</h1>
      <ul class="govuk-list govuk-list--spaced">
        {ways.map(({ href, text, hint }) => (
          <li key={href}>
            <a class="govuk-link govuk-!-font-weight-bold" href={href}>{text}</a>
            <br /><span class="govuk-hint">{hint}</span>
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">What happened last</h2>
      {items.length === 0 ? <p class="govuk-body">Nothing yet.</p> : (
        <ul class="govuk-list">
          {items.map(({ id, type, at }) => (
            <li key={id}><a class="govuk-link" href={`/audit/log/${id}/`}>{typeInWords(type)}</a>{`, ${atTime(at)}`}</li>
          ))}
        </ul>
      )}
    </>
  ),
});
