"""NumPy as a good NumPy programmer would write it: products straight into buffers that are made once, everything else in
place, weights as [inputs, units] so that no product needs a transposed copy."""

import sys
import time

from protocol import serve


def start(setup):
    import numpy as np

    dtype = np.dtype(setup.dtype)
    batch = setup.batchSize

    def images(name):
        values = np.frombuffer(setup.read(name), np.uint8).reshape(-1, setup.features).astype(dtype)
        values -= setup.mean
        values /= setup.standardDeviation
        return values

    def labels(name):
        return np.frombuffer(setup.read(name), np.uint8).astype(np.intp)

    train_images, train_labels = images("images"), labels("labels")
    order = np.frombuffer(setup.read("order"), np.uint32).astype(np.intp).reshape(setup.orderSteps, batch)
    validation = getattr(setup, "validation", None)
    if validation:
        validation_images, validation_labels = images("validationImages"), labels("validationLabels")
        chunk = 2000
    layers = setup.layers
    initial = initial_parameters(np, setup, dtype)
    gradients = np.empty_like(initial)
    weight_gradients, bias_gradients = views(setup, gradients)
    velocity = np.zeros_like(initial)
    update = np.empty_like(initial)
    parameters = initial.copy()
    weights, biases = views(setup, parameters)
    x = np.empty((batch, setup.features), dtype)
    outputs = [np.empty((batch, layer["units"]), dtype) for layer in layers]
    # One for each layer but the first, where no gradient with respect to the inputs is needed.
    deltas = [np.empty((batch, layer["inputs"]), dtype) for layer in layers]
    slopes = [np.empty((batch, layer["units"]), dtype) for layer in layers]
    at = np.arange(batch)

    def forward(x, outputs):
        for weight, bias, layer, out in zip(weights, biases, layers, outputs):
            np.matmul(x, weight, out=out)
            if bias is not None:
                out += bias
            activate(np, layer["activation"], out)
            x = out
        return x

    def step(rows):
        np.take(train_images, rows, axis=0, out=x, mode="clip")
        y = train_labels[rows]
        delta = forward(x, outputs)
        delta -= delta.max(axis=1, keepdims=True)
        picked = delta[at, y]
        np.exp(delta, out=delta)
        sums = delta.sum(axis=1, keepdims=True)
        loss = (np.log(sums[:, 0]) - picked).mean()
        delta /= sums
        delta[at, y] -= 1
        delta /= batch
        for i in range(len(layers) - 1, -1, -1):
            below = outputs[i - 1] if i > 0 else x
            np.matmul(below.T, delta, out=weight_gradients[i])
            if biases[i] is not None:
                delta.sum(axis=0, out=bias_gradients[i])
            if i > 0:
                np.matmul(delta, weights[i].T, out=deltas[i])
                delta = deltas[i]
                delta *= slope(np, layers[i - 1]["activation"], below, slopes[i - 1])
        # All parameters lie in one block: three passes over it instead of three a tensor.
        np.multiply(velocity, setup.momentum, out=velocity)
        np.add(velocity, gradients, out=velocity)
        np.multiply(velocity, setup.learningRate, out=update)
        np.subtract(parameters, update, out=parameters)
        return loss

    def evaluate(images, labels):
        """Mean loss and share of correct ones, chunk by chunk so that the activations stay in the cache."""
        loss, correct = 0.0, 0
        for first in range(0, len(labels), chunk):
            y = labels[first : first + chunk]
            logits = forward(
                images[first : first + chunk], [np.empty((len(y), layer["units"]), dtype) for layer in layers]
            )
            correct += int((logits.argmax(axis=1) == y).sum())
            logits -= logits.max(axis=1, keepdims=True)
            picked = logits[np.arange(len(y)), y]
            loss += float((np.log(np.exp(logits, out=logits).sum(axis=1)) - picked).sum())
        return loss / len(labels), correct / len(labels)

    class Peer:
        versions = {"numpy": np.__version__, "python": sys.version.split()[0]}
        position = 0

        def reset(self):
            self.position = 0
            parameters[...] = initial
            velocity[...] = 0

        def run(self, steps, want_losses):
            losses = []
            rows = list(order)
            begin = time.perf_counter()
            for position in range(self.position, self.position + steps):
                losses.append(step(rows[position % len(rows)]))
                if validation and position % validation["every"] == 0:
                    losses.append(evaluate(validation_images, validation_labels)[0])
                    evaluate(train_images, train_labels)
            seconds = time.perf_counter() - begin
            self.position += steps
            return seconds, [float(loss) for loss in losses]

    return Peer()


def views(setup, block):
    """Weight [inputs, units] and bias [units] or None of every layer, as views of one block."""
    weights, biases, at = [], [], 0
    for layer in setup.layers:
        inputs, units = layer["inputs"], layer["units"]
        weights.append(block[at : at + inputs * units].reshape(inputs, units))
        at += inputs * units
        biases.append(block[at : at + units] if layer["bias"] else None)
        at += units if layer["bias"] else 0
    return weights, biases


def initial_parameters(np, setup, dtype):
    """The block that views() looks into, from weights that come as [units, inputs]."""
    given = np.frombuffer(setup.read("weights"), np.float64)
    block = np.empty(len(given), dtype)
    weights, biases = views(setup, block)
    at = 0
    for weight, bias in zip(weights, biases):
        inputs, units = weight.shape
        weight[...] = given[at : at + weight.size].reshape(units, inputs).T
        at += weight.size
        if bias is not None:
            bias[...] = given[at : at + units]
            at += units
    return block


def activate(np, name, z):
    """z = f(z)"""
    if name == "sigmoid":
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += 1
        np.reciprocal(z, out=z)
    elif name == "tanh":
        np.tanh(z, out=z)
    elif name == "relu":
        np.maximum(z, 0, out=z)
    elif name == "improved-sigmoid":
        z *= 2 / 3
        np.tanh(z, out=z)
        z *= 1.7159


def slope(np, name, y, out):
    """f'(z) from y = f(z)"""
    if name == "relu":
        return np.greater(y, 0, out=out)
    if name == "sigmoid":
        np.subtract(1, y, out=out)
        out *= y
        return out
    np.multiply(y, y, out=out)
    if name == "improved-sigmoid":
        # 1.7159 2/3 (1 - (y / 1.7159)^2)
        out *= -2 / 3 / 1.7159
        out += 2 / 3 * 1.7159
        return out
    return np.subtract(1, out, out=out)


serve(start)
