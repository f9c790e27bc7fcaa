// One session: which device, from which network, since when.
import { Button } from '@mantine/core'
import type { SessionRow } from '../../api/types'
import { Badge } from '../../ui/badge'
import { Instant } from '../../ui/date'
import { useWords } from '../../ui/language'
import { sessions_words } from '../../words/sessions'
import { device_of } from './device'
import css from './sessions.module.css'

type Props = { row: SessionRow; busy: boolean; onEnd: () => void }

export function SessionItem({ row, busy, onEnd }: Props) {
  const words = useWords(sessions_words)
  const { browser, system } = device_of(row.device)
  const name = [browser, system].filter(Boolean).join(` ${words.on} `) || words.unknown
  return (
    <li className={css.item}>
      <div className={css.head}>
        <h2 title={row.device}>{name}</h2>
        {row.current && <Badge tone="good">{words.current}</Badge>}
      </div>
      <dl className={css.facts}>
        <div>
          <dt>{words.seen}</dt>
          <dd>
            <Instant at={row.last_seen_at} />
          </dd>
        </div>
        <div>
          <dt>{words.started}</dt>
          <dd>
            <Instant at={row.created_at} />
          </dd>
        </div>
        <div>
          <dt>{words.place}</dt>
          <dd className="number">{row.network}</dd>
        </div>
        <div>
          <dt>{words.until}</dt>
          <dd>
            <Instant at={row.expires_at} />
          </dd>
        </div>
      </dl>
      <Button
        variant="default"
        loading={busy}
        aria-label={row.current ? words.end_this : words.end_named(name)}
        onClick={onEnd}
      >
        {row.current ? words.end_this : words.end}
      </Button>
    </li>
  )
}
