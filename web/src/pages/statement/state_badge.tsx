// The state of a contract in a word.
import type { ContractState } from '../../api/types'
import { Badge, type BadgeTone } from '../../ui/badge'
import { useWords } from '../../ui/language'
import { common_words } from '../../words/frame'

const tones: Record<ContractState, BadgeTone> = { active: 'plain', paid: 'good', overdue: 'bad' }

export function StateBadge({ state }: { state: ContractState }) {
  const words = useWords(common_words)
  return <Badge tone={tones[state]}>{words.contract_state[state]}</Badge>
}
