// Types are checked by tsc; this file keeps the direction of imports (ui, api, words -> pages ->
// app; no page imports another page) and the rules of hooks.
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

const ban = (...patterns) => ({
  'no-restricted-imports': [
    'error',
    { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
  ],
})
const no_pages = ['/pages/', 'Pages stand above: pass what is needed as a property.']
const no_app = ['/app/', 'app/ stands above pages: nothing below imports it.']
const no_ui = ['/ui/', 'api/ and words/ know nothing of the screen.']
const no_other_page = ['^\\.\\./[^.]', 'A page never imports another page: move it to ui/ or api/.']

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/generated', 'public'] },
  ...ts.configs.strict,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Trusted Types refuse it.' },
        { property: 'dangerouslySetInnerHTML', message: 'Trusted Types refuse it.' },
      ],
      'max-lines': ['error', { max: 200, skipBlankLines: false, skipComments: false }],
    },
  },
  { files: ['src/words/**', 'src/**/*.test.{ts,tsx}'], rules: { 'max-lines': 'off' } },
  { files: ['src/api/**', 'src/words/**'], rules: ban(no_pages, no_app, no_ui) },
  { files: ['src/ui/**'], rules: ban(no_pages, no_app) },
  { files: ['src/pages/**'], rules: ban(no_pages, no_app, no_other_page) },
)
