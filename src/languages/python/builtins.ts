/** The names that Python has without an import; those of Python 2 as well. */
const builtins = new Set(
  (
    'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError ' +
    'BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ' +
    'ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup ' +
    'False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning ' +
    'IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ' +
    'ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError OverflowError ' +
    'PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError ' +
    'ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError ' +
    'SystemExit TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError ' +
    'UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError __builtins__ __debug__ __doc__ ' +
    '__file__ __import__ __name__ abs aiter all anext any ascii basestring bin bool breakpoint bytearray bytes callable chr ' +
    'classmethod cmp compile complex delattr dict dir divmod enumerate eval exec execfile exit file filter float format ' +
    'frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals long map max ' +
    'memoryview min next object oct open ord pow print property quit range raw_input reduce reload repr reversed round set ' +
    'setattr slice sorted staticmethod str sum super tuple type unichr unicode vars xrange zip'
  ).split(' '),
);

/** Whether a name is there without anybody binding it. */
export function isBuiltin(name: string): boolean {
  return builtins.has(name);
}
