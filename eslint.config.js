import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const CLOCK_MESSAGE = 'Time is an argument; only src/cli reads the clock.';

const WORLD = [
  { object: 'process', property: 'exit', message: 'Throw, or set process.exitCode in src/cli.' },
  { object: 'process', property: 'env', message: 'Read the environment in src/cli and pass the value on.' },
  { object: 'Date', property: 'now', message: CLOCK_MESSAGE },
  { object: 'Math', property: 'random', message: 'Same input, same bytes.' },
];

const NO_CLOCK = { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK_MESSAGE };
const NO_OTHER_ERROR = {
  selector: ':matches(ClassDeclaration, ClassExpression)[superClass.name=/Error$/]',
  message: 'UserError in lib/errors.ts is the only error class.',
};
const NO_DEFAULT_EXPORT = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'fixtures']),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: false }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: false }],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      complexity: ['error', 10],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/**'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      'no-restricted-syntax': ['error', NO_OTHER_ERROR, NO_DEFAULT_EXPORT, NO_CLOCK],
      'no-restricted-imports': ['error', 'node:process', 'process', 'node:console', 'console'],
      'no-console': 'error',
      'no-restricted-properties': ['error', ...WORLD],
    },
  },
  {
    files: ['src/cli/**'],
    rules: {
      'no-restricted-syntax': ['error', NO_OTHER_ERROR, NO_DEFAULT_EXPORT],
      'no-restricted-properties': 'off',
      'no-console': 'off',
    },
  },
  {
    // oclif finds a command by its default export.
    files: ['src/cli/commands/**'],
    rules: {
      'no-restricted-syntax': ['error', NO_OTHER_ERROR],
      'max-lines-per-function': ['error', { max: 20, skipBlankLines: true, skipComments: false }],
    },
  },
  { files: ['src/app/**'], rules: { 'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: false }] } },
  // The contract of a reader: a byte range and the scratch head, as an object a line would cost an allocation.
  { files: ['src/formats/**'], rules: { 'max-params': ['error', 4] } },
  { files: ['src/lib/errors.ts'], rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_CLOCK] } },
  // The one place where a number becomes a branded time.
  { files: ['src/model/time.ts'], rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },
  // A describe holds many tests, and `it.each` hands over a row's columns as parameters.
  { files: ['test/**'], rules: { 'max-lines-per-function': 'off', 'max-params': 'off' } },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
