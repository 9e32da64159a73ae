#include "binding/worker.h"

#include <cstdlib>
#include <new>
#include <utility>

#include "binding/errors.h"

namespace blasnet::binding {
namespace {

void run_guarded(Job& job) {
  try {
    job.run();
  } catch (...) {
    job.error = std::current_exception();
  }
}

Napi::Error to_js_error(Napi::Env env, const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::bad_alloc&) {
    return Napi::RangeError::New(env, "blasnet: not enough memory for the batch and its activations");
  } catch (const std::exception& e) {
    return Napi::Error::New(env, std::string("blasnet: ") + e.what());
  } catch (...) {
    return Napi::Error::New(env, "blasnet: unknown error in the engine");
  }
}

Napi::Value result_or_throw(Napi::Env env, Job& job) {
  if (job.error) throw to_js_error(env, job.error);
  return job.result(env);
}

// False when JavaScript cannot run any more because the environment is being terminated: nobody awaits then.
bool settle_promise(Napi::Env env, Job& job) {
  try {
    try {
      job.deferred.Resolve(result_or_throw(env, job));
    } catch (const Napi::Error& error) {
      job.deferred.Reject(error.Value());
    }
    return true;
  } catch (const Napi::Error&) {
    return false;
  }
}

// Threads of the whole process. Never destroyed: stop_threads() runs among the destructors of static objects.
struct Running {
  std::mutex mutex;
  std::set<Worker*> workers;
};
Running& running() {
  static auto* const all = new Running;
  return *all;
}

// process.exit() on the main thread runs no cleanup hooks, and destructors of static objects then free what
// threads at work still use.
void stop_threads() {
  const std::lock_guard lock(running().mutex);
  // All before the first join, which would otherwise wait beside threads that still work.
  for (Worker* worker : running().workers) worker->cancel();
  for (Worker* worker : running().workers) worker->halt();
}

}  // namespace

Workers::Workers(Napi::Env env) {
  // Hooks run last added first: after those of the thread-safe functions, which were added later and stop
  // taking calls, and before the environment closes its handles and frees what the threads use.
  env.AddCleanupHook([this] {
    for (Worker* worker : workers_) worker->cancel();
    for (Worker* worker : std::set<Worker*>(workers_)) worker->stop();
  });
  static std::once_flag once;
  std::call_once(once, [] { std::atexit(stop_threads); });
}

void Workers::add(Worker* worker) {
  workers_.insert(worker);
  const std::lock_guard lock(running().mutex);
  running().workers.insert(worker);
}

void Workers::remove(Worker* worker) {
  workers_.erase(worker);
  const std::lock_guard lock(running().mutex);
  running().workers.erase(worker);
}

void Worker::start(Napi::Env env) {
  const Napi::String name = Napi::String::New(env, "blasnet");
  const napi_status status = napi_create_threadsafe_function(env, nullptr, nullptr, name, 0, 1, nullptr,
                                                             nullptr, this, &Worker::settle, &finished_);
  if (status != napi_ok) throw Napi::Error::New(env, "blasnet: cannot start the network's thread");
  napi_unref_threadsafe_function(env, finished_);
  try {
    workers_.add(this);
    thread_ = std::thread(&Worker::work, this);
  } catch (const std::exception& error) {  // no more threads, or no memory
    workers_.remove(this);
    napi_release_threadsafe_function(std::exchange(finished_, nullptr), napi_tsfn_abort);
    throw Napi::Error::New(env, std::string("blasnet: cannot start the network's thread: ") + error.what());
  }
}

Napi::Promise Worker::post(Napi::Env env, std::unique_ptr<Job> job) {
  if (!thread_.joinable()) start(env);
  const Napi::Promise promise = job->deferred.Promise();
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));  // may throw: nothing has been counted yet
  }
  if (pending_++ == 0) {
    owner_.Ref();
    napi_ref_threadsafe_function(env, finished_);  // the process stays alive until the job has ended
  }
  wake_.notify_one();
  return promise;
}

void Worker::cancel() {
  const std::lock_guard lock(mutex_);
  if (running_ != nullptr) running_->cancelled = true;
  for (const auto& job : queue_) job->cancelled = true;
}

void Worker::halt() {
  cancel();
  {
    const std::lock_guard lock(mutex_);
    quit_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Worker::stop() {
  if (!thread_.joinable()) return;
  halt();
  queue_.clear();
  workers_.remove(this);
  napi_release_threadsafe_function(std::exchange(finished_, nullptr), napi_tsfn_abort);
}

void Worker::when_idle(std::function<void()> callback) {
  if (busy()) {
    when_idle_ = std::move(callback);
  } else {
    callback();
  }
}

void Worker::work() {
  for (;;) {
    std::unique_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return quit_ || !queue_.empty(); });
      if (quit_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
      running_ = job.get();
    }
    run_guarded(*job);
    const std::unique_lock lock(mutex_);
    running_ = nullptr;
    if (quit_ || napi_call_threadsafe_function(finished_, job.get(), napi_tsfn_nonblocking) != napi_ok) {
      // The environment ends. The job's JavaScript handles must not be freed on this thread: stop() does it.
      queue_.push_front(std::move(job));
      return;
    }
    static_cast<void>(job.release());  // belongs to settle() now
  }
}

// Runs on the JavaScript thread; with a null env when the environment ends, where `context` may be gone.
void Worker::settle(napi_env env, napi_value, void* context, void* data) {
  const std::unique_ptr<Job> job(static_cast<Job*>(data));
  if (env == nullptr) return;
  auto* worker = static_cast<Worker*>(context);
  const Napi::HandleScope scope(env);
  if (!settle_promise(env, *job)) return;
  if (--worker->pending_ > 0) return;
  napi_unref_threadsafe_function(env, worker->finished_);
  const auto callback = std::exchange(worker->when_idle_, nullptr);
  if (callback) callback();
  worker->owner_.Unref();  // from here on the owner, and with it the worker, may go
}

}  // namespace blasnet::binding
