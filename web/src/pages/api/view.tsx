// The API, described from the bundled OpenAPI: this page, and one for each tag.
// SPDX-License-Identifier: Apache-2.0
import { Table } from '#components/index.ts';
import type { Page } from '#site/page.ts';
import { Prose } from '#site/prose.tsx';
import { plural } from '#site/words.ts';
import { callsOf, document, problems } from './openapi.ts';
import { Reference, titleOf } from './reference.tsx';

const token = `curl https://care.example.gov.uk/v1/oauth/token \\
    -d grant_type=client_credentials -u "$CLIENT_ID:$CLIENT_SECRET"`;

const problem = `HTTP/2 422
Content-Type: application/problem+json

{
  "type": "https://care.example.gov.uk/problems/invalid",
  "status": 422,
  "errors": [
    {"pointer": "#/capacity", "detail": "This must be at most 10000."}
  ]
}`;

function Code({ children }: { children: string }) {
  return <pre class="code" tabIndex={0}><code>{children}</code></pre>;
}

export const page: Page = {
  title: 'The API',
  section: 'public',
  description: 'Everything that this site does is done through one HTTP API, which is described here.',
  body: (
    <Prose heading="The API">
      <p class="govuk-body-l">
        All that this site does is done through one HTTP API. Yours may do the same: the site has no
        rights that another client has not.
      </p>
      <p class="govuk-body">
        The whole of it is described in <a class="govuk-link" href="/v1/openapi.json">OpenAPI 3.1</a>,
        from which these pages are made and each request is checked.
      </p>
      <h2 class="govuk-heading-m">Its parts</h2>
      <ul class="govuk-list govuk-list--spaced">
        {document.tags.map(({ name, description }) => (
          <li>
            <a class="govuk-link" href={`/api/${name}/`}>{titleOf(name)}</a>:{' '}
            {description} ({plural(callsOf(name).length, 'operation')})
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">Tokens</h2>
      <p class="govuk-body">
        The directory, schemes and published notices need none. For all else, a person of your organisation{' '}
        <a class="govuk-link" href="/account/clients/">adds a machine client</a> and gets its secret, once.
        It asks for an access token, which is good for ten minutes, and sends it as{' '}
        <code>Authorization: Bearer …</code>
      </p>
      <Code>{token}</Code>
      <p class="govuk-body">
        A client has the role of its organisation: what is not for that role is refused with 403, and
        what is not for that organisation to see is not there: 404.
      </p>
      <h2 class="govuk-heading-m">Requests and answers</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>Bodies are JSON in UTF-8. Members that are not described are refused.</li>
        <li>Amounts are whole pence, times are UTC and end in <code>Z</code>, ids are UUIDs.</li>
        <li>
          Lists are <code>{'{"items": […], "next": …}'}</code>. Give <code>next</code> back as{' '}
          <code>cursor</code> until it is null; no page repeats or skips a row.
        </li>
        <li>
          How much you may ask is in the headers <code>RateLimit-Policy</code> and <code>RateLimit</code>. After
          a 429, wait as long as <code>Retry-After</code> says.
        </li>
        <li>A sandbox, where nothing is real, marks each answer with <code>Sandbox: true</code>.</li>
      </ul>
      <h2 class="govuk-heading-m">Sending something twice</h2>
      <p class="govuk-body">
        A POST takes an <code>Idempotency-Key</code> that you choose. Under the same key, the same
        request gets the first answer again for 24 hours, marked <code>Idempotency-Replayed</code>; so
        repeat it whenever you did not hear the answer. Another request under that key is refused with 422.
      </p>
      <h2 class="govuk-heading-m">Changing what others may change</h2>
      <p class="govuk-body">
        Each thing is shown with an <code>ETag</code>. Send it as <code>If-Match</code> when you change
        that thing: 412 means that somebody else was there first, so read it again. As{' '}
        <code>If-None-Match</code> it spares you what has not changed: 304.
      </p>
      <h2 class="govuk-heading-m">Errors</h2>
      <p class="govuk-body">
        A refusal is a problem document (RFC 9457). The end of its <code>type</code> says which;{' '}
        <code>errors</code> names all that is wrong with a body at once, each with the place where it is.
      </p>
      <Code>{problem}</Code>
      <h2 class="govuk-heading-m" id="being-told">Being told</h2>
      <p class="govuk-body">
        What happens is in the <a class="govuk-link" href="/api/events/">feed of events</a>, in order and
        with nothing left out. <a class="govuk-link" href="/api/webhooks/">Webhooks</a> bring the same to
        an address of yours, signed.
      </p>
      <p class="govuk-body">
        Each message has the type of what happened and ids, never a name or a price: read the rest as
        yourself. It is signed as{' '}
        <a class="govuk-link" href="https://www.standardwebhooks.com">Standard Webhooks</a> describe, so their
        libraries check it: <code>webhook-signature</code> has, in base64 behind <code>v1,</code>, the
        HMAC-SHA256 of <code>webhook-id</code>, <code>webhook-timestamp</code> and the body with dots
        between them. The key is what follows <code>whsec_</code> in your secret, decoded from base64.
        While two secrets sign, there are two signatures with a blank between them. Refuse a message that
        is more than five minutes old.
      </p>
      <p class="govuk-body">
        Answer with any 2xx within 15 seconds, before you work on it. Otherwise the message comes again,
        ten times within about three days. It may come twice, and before an older one: remember
        each <code>webhook-id</code>.
      </p>
      <Table
        caption="All problems" captionClasses="govuk-table__caption--m" classes="members" firstCellIsHeader
        head={[{ text: 'Problem' }, { text: 'Status' }, { text: 'Meaning' }]}
        rows={problems.map(({ status, slug, title }) => [
          { text: <a class="govuk-link" href={`/problems/${slug}`}>{slug}</a> },
          { text: status }, { text: title },
        ])}
      />
    </Prose>
  ),
};

export const pages: Record<string, Page> = Object.fromEntries(document.tags.map(({ name, description }) =>
  [name, {
    title: `The API: ${titleOf(name)}`,
    section: 'public',
    description,
    body: <Reference tag={name} description={description} />,
  }]));
