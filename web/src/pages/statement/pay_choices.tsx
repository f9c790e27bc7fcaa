// The big button and the other three choices. Sums come from the payment options; without them the
// button still leads to the form.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FixedWhat, sum_for, type What } from '../../api/payable'
import { payable_query } from '../../api/queries'
import { go, Link } from '../../ui/address'
import { Bone } from '../../ui/bone'
import { useLanguage, useWords } from '../../ui/language'
import { money_text } from '../../ui/money_text'
import { pay_link_words } from '../../words/pay_link'
import css from './pay_choices.module.css'

const fixed: FixedWhat[] = ['due', 'overdue', 'all']

/** For one contract, or for all of them. */
export function PayChoices({ contract_id }: { contract_id?: string }) {
  const words = useWords(pay_link_words)
  const { language } = useLanguage()
  const { data, isPending, isPaused } = useQuery(payable_query)
  if (isPending && !isPaused) return <Bone height={102} />
  const contracts =
    data?.contracts.filter(({ id }) => contract_id === undefined || id === contract_id) ?? []
  if (data && contracts.length === 0) return null
  const sums = fixed.flatMap((what) => {
    const kopecks = sum_for(contracts, what)
    return kopecks > 0 ? [{ what, kopecks }] : []
  })
  const [first, ...others] = sums.filter(
    ({ kopecks }, at) => sums.findIndex((one) => one.kopecks === kopecks) === at,
  )
  const to = (what?: What) => address(contract_id, what)
  return (
    <div className={`${css.choices} no_print`}>
      <Button className={css.main} onClick={() => go(to(first?.what))}>
        {first ? words.pay(money_text(first.kopecks, language)) : words.pay_bare}
      </Button>
      <ul className={css.others} aria-label={words.other_sums}>
        {others.map(({ what, kopecks }) => (
          <li key={what}>
            <Link to={to(what)}>
              {words.whats[what]} <span className="number">{money_text(kopecks, language)}</span>
            </Link>
          </li>
        ))}
        {first && (
          <li>
            <Link to={to('other')}>{words.whats.other}</Link>
          </li>
        )}
      </ul>
    </div>
  )
}

function address(contract_id?: string, what?: What) {
  const search = new URLSearchParams()
  if (contract_id) search.set('contract', contract_id)
  if (what) search.set('what', what)
  const text = search.toString()
  return text ? `/pay?${text}` : '/pay'
}
