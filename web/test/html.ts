// html.ts - HTML in the tests: as vnodes, and in a form that can be compared.
// SPDX-License-Identifier: Apache-2.0
import { defaultTreeAdapter as tree, type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { type ComponentChildren, Fragment, h, type VNode } from 'preact';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

function vnodes(nodes: Node[]): ComponentChildren {
  return nodes.map((node) => {
    if (tree.isTextNode(node))
      return node.value;
    if (!tree.isElementNode(node))
      return null;
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    return h(node.tagName, attributes, vnodes(node.childNodes));
  });
}

export function fromHtml(html: string): VNode {
  return h(Fragment, null, vnodes(parseFragment(html).childNodes));
}

// Whitespace matters between the words of one line, and nowhere else. So text
// is written in lines: words, single spaces, and the tags of the elements that
// stand in a line. A space goes before the tags next to it, and goes altogether
// at either end of the line.
const IN_LINE = new Set(['a', 'b', 'br', 'code', 'em', 'i', 'small', 'span', 'strong']);
const VERBATIM = new Set(['pre', 'script', 'textarea']);

// A link that is drawn as a button is a box of its own.
function isInLine({ tagName, attrs }: Element): boolean {
  return IN_LINE.has(tagName) && !attrs.some(({ name }) => name === 'role');
}

// `disabled` and `disabled=""` are one to the parser; the order means nothing.
function openTag({ tagName, attrs }: Element): string {
  const words = attrs.map(({ name, value }) =>
    `${name}="${name === 'class' ? value.trim().replace(/\s+/g, ' ') : value}"`);
  return `<${[tagName, ...words.sort()].join(' ')}>`;
}

class Lines {
  #done: string[] = [];
  #line = '';
  #tags = '';
  #hasWords = false;
  #hasSpace = false;

  add(node: Node): void {
    if (tree.isTextNode(node))
      this.#addText(node.value);
    else if (tree.isElementNode(node))
      this.#addElement(node);
  }

  end(): void {
    if (this.#line || this.#tags)
      this.#done.push(this.#line + this.#tags);
    this.#line = this.#tags = '';
    this.#hasWords = this.#hasSpace = false;
  }

  toString(): string {
    this.end();
    return this.#done.join('\n');
  }

  #addText(text: string): void {
    for (const part of text.split(/([ \t\n\r\f]+)/)) {
      if (/^[ \t\n\r\f]/.test(part))
        this.#hasSpace = true;
      else if (part)
        this.#addWord(part);
    }
  }

  #addWord(word: string): void {
    this.#line += (this.#hasSpace && this.#hasWords ? ' ' : '') + this.#tags + word;
    this.#tags = '';
    this.#hasWords = true;
    this.#hasSpace = false;
  }

  #addElement(element: Element): void {
    const cut = isInLine(element) ? () => {} : () => this.end();
    cut();
    this.#tags += openTag(element);
    cut();
    if (VERBATIM.has(element.tagName))
      this.#done.push(...element.childNodes.filter(tree.isTextNode).map((text) => text.value));
    else
      element.childNodes.forEach((child) => this.add(child));
    cut();
    this.#tags += `</${element.tagName}>`;
    cut();
  }
}

function isOneOf(node: Node, classes: string[]): boolean {
  return tree.isElementNode(node)
    && node.attrs.some(({ name, value }) => name === 'class' && classes.includes(value));
}

function without(nodes: Node[], classes: string[]): Node[] {
  const kept = nodes.filter((node) => !isOneOf(node, classes));
  for (const node of kept)
    if (tree.isElementNode(node))
      node.childNodes = without(node.childNodes, classes);
  return kept;
}

// Equal for two pieces of HTML that say the same. Elements whose class is one
// of `dropped` are passed over.
export function normal(html: string, dropped: string[] = []): string {
  const lines = new Lines();
  without(parseFragment(html).childNodes, dropped).forEach((node) => lines.add(node));
  return String(lines);
}
