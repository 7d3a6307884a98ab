import type { View } from '../views.ts';

/** The statement that makes a view, with its purpose and its columns' in comments, so that `.schema` documents it. */
export const viewStatement = ({ name, about, columns, from }: View): string => {
  const lines = columns.map((column, at) => {
    const comma = at < columns.length - 1 ? ',' : '';
    return `  ${column.is} as "${column.name}"${comma} -- ${column.about}`;
  });
  return [`create view ${name} as -- ${about}`, 'select', ...lines, `from ${from}`].join('\n');
};
