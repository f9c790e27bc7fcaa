// Fields that the server could not read, as sentences at their inputs. Their names are the API's;
// which input of the form holds which, the form says.
import type { Refused } from '../../api/client'
import { useWords } from '../../ui/language'
import { login_words } from '../../words/login'
import type { FieldError } from './trouble'

type Inputs = Partial<Record<keyof typeof login_words.ru.faults, string>>

export function useFieldFaults() {
  const { faults } = useWords(login_words)
  return (inputs: Inputs) =>
    ({ code, fields }: Refused): FieldError[] =>
      code !== 'fields_invalid'
        ? []
        : Object.entries(inputs).flatMap(([name, id]) =>
            name in fields ? [{ id, text: faults[name as keyof Inputs] }] : [],
          )
}
