"""scikit-learn's MLPClassifier, whose partial_fit passes once over what it is given: all batches of a run in one call,
because every call checks its input. Where the loss of every step is asked for, a call for every batch."""

import sys
import time
import warnings

from protocol import serve


def start(setup):
    import numpy as np
    import sklearn
    from sklearn.neural_network import MLPClassifier

    # "Maximum iterations reached" and the like: nothing that changes what is computed.
    warnings.simplefilter("ignore")
    dtype = np.dtype(setup.dtype)
    batch = setup.batchSize
    images = np.frombuffer(setup.read("images"), np.uint8).reshape(setup.samples, setup.features).astype(dtype)
    images -= setup.mean
    images /= setup.standardDeviation
    labels = np.frombuffer(setup.read("labels"), np.uint8).astype(np.intp)
    order = np.frombuffer(setup.read("order"), np.uint32).astype(np.intp).reshape(setup.orderSteps, batch)
    names = {"sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}
    model = MLPClassifier(
        hidden_layer_sizes=[layer["units"] for layer in setup.layers[:-1]],
        activation=names[setup.layers[0]["activation"]],
        solver="sgd",
        alpha=0.0,
        batch_size=batch,
        learning_rate="constant",
        learning_rate_init=setup.learningRate,
        momentum=setup.momentum,
        nesterovs_momentum=False,
        shuffle=False,
    )
    # Makes the arrays; their values are overwritten.
    model.partial_fit(images[:batch], labels[:batch], classes=np.arange(setup.classes))
    initial = initial_parameters(np, setup)

    class Peer:
        versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "python": sys.version.split()[0]}
        position = 0

        def reset(self):
            self.position = 0
            for i, (weight, bias) in enumerate(initial):
                model.coefs_[i][...] = weight
                model.intercepts_[i][...] = bias
            for velocity in model._optimizer.velocities:
                velocity[...] = 0

        def run(self, steps, want_losses):
            numbers = [(self.position + i) % len(order) for i in range(steps)]
            self.position += steps
            losses = []
            begin = time.perf_counter()
            if want_losses:
                for rows in order[numbers]:
                    model.partial_fit(images[rows], labels[rows])
                    losses.append(float(model.loss_))
            else:
                # Not more than an epoch at once, as the rows are copied.
                most = max(1, setup.samples // batch)
                for first in range(0, steps, most):
                    rows = order[numbers[first : first + most]].reshape(-1)
                    model.partial_fit(images[rows], labels[rows])
            return time.perf_counter() - begin, losses

    return Peer()


def initial_parameters(np, setup):
    """Weight [inputs, units] and bias of every layer; zeros where a layer has none."""
    given = np.frombuffer(setup.read("weights"), np.float64)
    parameters, at = [], 0
    for layer in setup.layers:
        inputs, units = layer["inputs"], layer["units"]
        weight = given[at : at + inputs * units].reshape(units, inputs).T
        at += inputs * units
        bias = given[at : at + units] if layer["bias"] else np.zeros(units)
        at += units if layer["bias"] else 0
        parameters.append((weight, bias))
    return parameters


serve(start)
