"""`python -m activis_tb COMMAND`."""

import sys
import types

# TensorBoard then reads local files without TensorFlow, whose import would take longer than all else.
sys.modules.setdefault("tensorboard.compat.notf", types.ModuleType("tensorboard.compat.notf"))

from activis_tb.command.line import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
