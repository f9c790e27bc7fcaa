// Says calmly that a sum is overdue, since when, and where to see why.
import type { ContractsOut } from '../../api/types'
import { Link } from '../../ui/address'
import { useWords } from '../../ui/language'
import { Money } from '../../ui/money'
import { Notice } from '../../ui/notice'
import { common_words } from '../../words/frame'
import { home_words } from '../../words/statement'
import css from './home.module.css'

export function OverdueNotice({ data }: { data: ContractsOut }) {
  const words = useWords(home_words)
  const common = useWords(common_words)
  if (data.total_overdue_kopecks <= 0) return null
  const late = data.contracts.filter((contract) => contract.overdue_kopecks > 0)
  const days = Math.max(...late.map((contract) => contract.overdue_days))
  const [first] = late
  return (
    <div className={css.overdue}>
      <Notice tone="bad">
        <p className={css.strong}>
          {words.overdue_title} <Money kopecks={data.total_overdue_kopecks} />
          {days > 0 && `, ${common.days(days)}`}
        </p>
        <p>{words.overdue_text}</p>
        {first && (
          <p>
            <Link className={css.tall} to={`/contracts/${first.id}?why=overdue`}>
              {words.overdue_open}
            </Link>
          </p>
        )}
      </Notice>
    </div>
  )
}
