// The C++ side of `this`.
#pragma once

#include <napi.h>

#include "binding/errors.h"

namespace blasnet::binding {

// V8 checks the receiver of a method but not that of an accessor, whose getter can be taken from the
// prototype and called on an object of another class. Throws a TypeError unless `object` carries the tag of
// class T.
template <class T>
T* unwrap_tagged(Napi::Object object, const napi_type_tag& tag, const char* class_name) {
  if (!object.IsObject() || !object.CheckTypeTag(&tag))
    throw_type_error(class_name, "this", std::string("a ") + class_name, object);
  return Napi::ObjectWrap<T>::Unwrap(object);
}

}  // namespace blasnet::binding
