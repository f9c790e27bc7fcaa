// How the debt changed: a line in steps for the eye, a sentence for the ear, a table for both.
import { useEffect, useRef, useState } from 'react'
import type { DebtPoint } from '../../api/types'
import { DateText } from '../../ui/date'
import { date_text } from '../../ui/date_text'
import { useLanguage, useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { money_text } from '../../ui/money_text'
import { Cell, Row, Rows, Table } from '../../ui/table'
import { contract_words } from '../../words/statement'
import css from './chart.module.css'
import { DebtLine } from './debt_line'

type Props = { points: DebtPoint[]; currency: string }

export function DebtOverTime({ points, currency }: Props) {
  const words = useWords(contract_words)
  const { language } = useLanguage()
  const [pointed, point_at] = useState<DebtPoint | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last || points.length < 2) return <p className="soft">{words.chart_few}</p>

  const shown = pointed ?? last
  const summary = words.chart_summary(
    date_text(first.on, language),
    date_text(last.on, language),
    money_text(first.outstanding_kopecks, language, currency),
    money_text(last.outstanding_kopecks, language, currency),
  )
  return (
    <figure>
      <figcaption className="hidden">{summary}</figcaption>
      <p className={css.readout} aria-hidden="true">
        <Money kopecks={shown.outstanding_kopecks} currency={currency} size="large" />
        <span className="soft">{words.chart_on(date_text(shown.on, language))}</span>
      </p>
      <div ref={frame} className={css.frame}>
        {width > 0 && (
          <DebtLine
            points={points}
            currency={currency}
            width={width}
            label={summary}
            pointed={pointed}
            onPoint={point_at}
          />
        )}
      </div>
      <details className={css.details}>
        <summary>{words.chart_table}</summary>
        <div className={css.scroll}>
          <Table
            caption={words.chart}
            columns={[{ label: words.date }, { label: words.outstanding, number: true }]}
          >
            <Rows>
              {points.map((point) => (
                <Row key={point.on}>
                  <Cell lead>
                    <DateText date={point.on} style="short" />
                  </Cell>
                  <Cell label={words.outstanding} number>
                    <Money kopecks={point.outstanding_kopecks} currency={currency} />
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        </div>
      </details>
    </figure>
  )
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>) {
  const [width, set_width] = useState(0)
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const measure = () => set_width(Math.floor(box.clientWidth))
    measure()
    if (typeof ResizeObserver === 'undefined') return
    const watcher = new ResizeObserver(measure)
    watcher.observe(box)
    return () => watcher.disconnect()
  }, [frame])
  return width
}
