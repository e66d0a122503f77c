// load.ts - what people of every role ask for.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';

export const categoryOf = (category_id: string): Promise<Schemas['Category']> =>
  body(api.GET('/v1/categories/{category_id}', { params: { path: { category_id } } }));

// What people call the categories of these schemes, by id.
export async function categoryNames(scheme_ids: string[]): Promise<Map<string, string>> {
  const lists = await Promise.all(scheme_ids.map((scheme_id) => everything((cursor) =>
    body(api.GET('/v1/schemes/{scheme_id}/categories', { params: { path: { scheme_id }, query: { cursor } } })))));
  return new Map(lists.flat().map(({ id, name }) => [id, name]));
}

type InCategory = Pick<Schemas['Accreditation'], 'scheme_id' | 'category_id' | 'category_code'>;

// With its category by the name that people know.
export type Named<T> = T & { category: string };

export async function inNamedCategories<T extends InCategory>(items: T[]): Promise<Named<T>[]> {
  const names = await categoryNames([...new Set(items.map(({ scheme_id }) => scheme_id))]);
  return items.map((one) => ({ ...one, category: names.get(one.category_id) ?? one.category_code }));
}
