// task-list.tsx - what is to be done, and how far each part is.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join, type Maybe, type Part } from './shared.ts';
import { Tag, type TagProps } from './tag.tsx';

export interface Task {
  title: { text: ComponentChildren; classes?: string };
  hint?: { text: ComponentChildren };
  // A tag, or words alone.
  status: { tag?: Part<TagProps>; text?: ComponentChildren; classes?: string };
  // None while the task cannot be started.
  href?: string;
  classes?: string;
}

export interface TaskListProps extends Common<'ul'> {
  items: Maybe<Task>[];
  idPrefix?: string;
}

function Item({ task, id }: { task: Task; id: string }) {
  const { title, hint, status, href } = task;
  const withLink = href && 'govuk-task-list__item--with-link';
  return (
    <li class={join('govuk-task-list__item', withLink, task.classes)}>
      <div class="govuk-task-list__name-and-hint">
        {href ? (
          <a class={join('govuk-link', 'govuk-task-list__link', title.classes)} href={href}
            aria-describedby={join(hint && `${id}-hint`, `${id}-status`)}>
            {title.text}
          </a>
        ) : <div class={title.classes}>{title.text}</div>}
        {hint && <div id={`${id}-hint`} class="govuk-task-list__hint">{hint.text}</div>}
      </div>
      <div class={join('govuk-task-list__status', status.classes)} id={`${id}-status`}>
        {status.tag ? <Tag {...status.tag}>{status.tag.text}</Tag> : status.text}
      </div>
    </li>
  );
}

export function TaskList(props: TaskListProps) {
  const { items, idPrefix = 'task-list', classes, attributes } = props;
  return (
    <ul class={join('govuk-task-list', classes)} {...attributes}>
      {items.map((task, i) => task && <Item task={task} id={`${idPrefix}-${i + 1}`} />)}
    </ul>
  );
}
