// What an operation is called: a creditor's description as he wrote it, the portal's own ones in the
// language of the page (the database keeps them in Russian: sql/api/system/payment_*.sql).
import type { OperationsOut } from '../../api/types'
import { useWords } from '../../ui/language'
import { common_words } from '../../words/frame'
import { told_words } from '../../words/statement'

type Told = Pick<OperationsOut['operations'][number], 'description' | 'kind' | 'source'>
const own_sources = ['portal', 'refund', 'terminal', 'bank']

export function useTold(): (operation: Told) => string {
  const words = useWords(told_words)
  const { kind } = useWords(common_words)
  return (operation) => {
    const said = operation.description
    if (!own_sources.includes(operation.source)) return said || kind[operation.kind]
    const [, number] = /^Банковский перевод № (.*)$/.exec(said) ?? []
    if (number) return words.transfer(number)
    return words.own[said] ?? (said || kind[operation.kind])
  }
}
