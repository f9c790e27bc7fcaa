// A table that becomes a list of cards on a phone. The roles are written out because browsers
// drop them from a table that is not displayed as one.
import type { ReactNode } from 'react'
import css from './table.module.css'

export type Column = { label: string; number?: boolean }
type TableProps = {
  caption: string
  columns: Column[]
  /** How rows fold on a phone; without it each cell stands on a line of its own. */
  fold?: 'schedule' | 'ledger' | 'pair'
  foot?: ReactNode
  children: ReactNode
}

export function Table({ caption, columns, fold, foot, children }: TableProps) {
  return (
    <table role="table" className={`${css.table} ${fold ? css[fold] : ''}`}>
      <caption className="hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ label, number }) => (
            <th key={label} role="columnheader" scope="col" className={number ? css.right : ''}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      {children}
      {foot && <tfoot role="rowgroup">{foot}</tfoot>}
    </table>
  )
}

export function Rows({ children }: { children: ReactNode }) {
  return <tbody role="rowgroup">{children}</tbody>
}

type RowProps = { tone?: 'fresh' | 'total'; children: ReactNode }
export function Row({ tone, children }: RowProps) {
  return (
    <tr role="row" className={tone ? css[tone] : ''}>
      {children}
    </tr>
  )
}

type CellProps = {
  label?: string
  number?: boolean
  lead?: boolean
  span?: number
  children: ReactNode
}
export function Cell({ label, number, lead, span, children }: CellProps) {
  const classes = [number && css.right, lead && css.lead].filter(Boolean).join(' ')
  if (lead) {
    return (
      <th role="rowheader" scope="row" className={classes} colSpan={span}>
        {children}
      </th>
    )
  }
  return (
    <td role="cell" className={classes} data-label={label} colSpan={span}>
      {children}
    </td>
  )
}
