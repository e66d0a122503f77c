// document.tsx - the whole HTML of a page, rendered at build time.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';

import { Footer, GenericHeader, SkipLink } from '#components/index.ts';
import { About, withLiveParts } from './live.tsx';
import { Loading } from './loading.tsx';
import { Navigation } from './navigation.tsx';
import type { Page } from './page.ts';

// `address` is the page's, such as /council/referrals/_id/; `script` its file.
export function renderDocument(page: Page, address: string, script: string): string {
  return '<!doctype html>\n' + withLiveParts(renderToString(
    <Html page={page} address={address} script={script} />,
  ));
}

function Html({ page, address, script }: { page: Page; address: string; script: string }) {
  const content = page.body ?? <Loading title={page.title} />;
  return (
    <html lang="en-GB" class="govuk-template">
      <Head page={page} script={script} />
      <body class={`govuk-template__body${page.embedded ? ' embedded' : ''}`}>
        {page.embedded ? <Main>{content}</Main>
          : <Framed page={page} address={address}>{content}</Framed>}
      </body>
    </html>
  );
}

function Head({ page, script }: { page: Page; script: string }) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${page.title} - Fairlot`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      {page.description && <meta name="description" content={page.description} />}
      {page.section !== 'public' && <meta name="robots" content="noindex" />}
      {page.about && <About from={page.about} />}
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/styles/site.scss" />
      {/* The council's own, after ours; written without a build. */}
      <link rel="stylesheet" href="/brand.css" />
      <script type="module" src={`/${script.replace(/^\//, '')}`}></script>
    </head>
  );
}

function Framed({ page, address, children }: {
  page: Page; address: string; children: ComponentChildren;
}) {
  return (
    <>
      <SkipLink href="#main-content">Skip to main content</SkipLink>
      <header class="govuk-template__header">
        <GenericHeader logoText="Fairlot" />
        {/* The list in it is called navigation; GOV.UK's menu looks for that. */}
        <div id="site-navigation"><Navigation section={page.section} address={address} /></div>
      </header>
      <div class="govuk-width-container">
        <Main>{children}</Main>
      </div>
      <footer class="govuk-template__footer">
        <Footer meta={{ items: footerLinks }} />
      </footer>
    </>
  );
}

function Main({ children }: { children: ComponentChildren }) {
  return (
    <main class="govuk-main-wrapper" id="main-content">
      {/* Above the heading: what a form complains about, what was done. */}
      <div id="notices"></div>
      <div id="screen">{children}</div>
    </main>
  );
}

const footerLinks = [
  { href: '/accessibility/', text: 'Accessibility' },
  { href: '/privacy/', text: 'Privacy' },
  { href: '/cookies/', text: 'Cookies' },
  { href: '/contact/', text: 'Contact' },
  { href: '/api/', text: 'For programmers' },
];
