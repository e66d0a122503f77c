// navigation.tsx - the links of a section, with the one that leads here marked.
// SPDX-License-Identifier: Apache-2.0
import { ServiceNavigation } from '#components/index.ts';
import { type Section, sections } from './sections.ts';

export function Navigation({ section, address }: { section: Section; address: string }) {
  const { home, name, items } = sections[section];
  return (
    <ServiceNavigation
      serviceName={section === 'public' ? undefined : name}
      serviceUrl={home}
      navigation={items.map(({ href, text }) => ({
        href, text, current: href === address, active: href !== home && address.startsWith(href),
      }))}
    />
  );
}
