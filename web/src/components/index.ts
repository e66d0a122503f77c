// index.ts - GOV.UK's components, for Preact.
// SPDX-License-Identifier: Apache-2.0
//
// Props are GOV.UK's Nunjucks options, by the same names, with one rule for
// content. A component's own content is its children; the content of a part is
// that part's `text`. Either is a string or elements, so no option is called
// html:
//
//   <Input name="price" label={{ text: 'Price a week' }} prefix={{ text: '£' }}
//     hint={{ text: <>Read <a href="/fees">how fees work</a>.</> }} />
//   <Details summaryText="Why we ask">By law we must.</Details>
//
// A field with a `value` (`values`, `checked`) is the page's: each rendering
// puts that value back, so take it from state that `attributes.onInput` or
// `onChange` sets. Without one it is the person's; a first value then goes into
// attributes.defaultValue or defaultChecked. Events bubble, so `attributes` of
// radios, checkboxes and dates may hear all their fields.
//
// Call GOV.UK's own init after rendering, for each data-module.
export * from './back-link.tsx';
export * from './breadcrumbs.tsx';
export * from './button.tsx';
export * from './character-count.tsx';
export * from './checkboxes.tsx';
export * from './date-input.tsx';
export * from './details.tsx';
export * from './error-message.tsx';
export * from './error-summary.tsx';
export * from './fieldset.tsx';
export * from './file-upload.tsx';
export * from './footer.tsx';
export * from './generic-header.tsx';
export * from './hint.tsx';
export * from './input.tsx';
export * from './inset-text.tsx';
export * from './label.tsx';
export * from './notification-banner.tsx';
export * from './pagination.tsx';
export * from './panel.tsx';
export * from './password-input.tsx';
export * from './radios.tsx';
export * from './select.tsx';
export * from './service-navigation.tsx';
export * from './skip-link.tsx';
export * from './summary-list.tsx';
export * from './table.tsx';
export * from './tag.tsx';
export * from './task-list.tsx';
export * from './textarea.tsx';
export * from './warning-text.tsx';
export type { Choice, Divider } from './choices.tsx';
export type { Attributes, Level, Maybe, Part, Plurals } from './shared.ts';
