// A flat C face of the OpenCV calls that the C# side of this folder makes. Every function returns 0, or 1 after an
// exception, whose text last_error then hands out on the same thread. Matrices and captures travel as opaque pointers.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#define EXPORT extern "C" __attribute__((visibility("default"))) int

using cv::Mat;
using cv::VideoCapture;

namespace {

struct Failure {
    int code = 0, line = 0;
    std::string function, message, file;
};

thread_local Failure failure;

// Faults reach the caller as return values; OpenCV's own prints to standard error would only repeat them.
const bool quiet = [] {
    cv::redirectError([](int, const char *, const char *, const char *, int, void *) { return 0; });
    if (!std::getenv("OPENCV_LOG_LEVEL"))
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    return true;
}();

template <class Body> int guard(Body body) noexcept {
    try {
        body();
        return 0;
    } catch (const cv::Exception &e) {
        failure = {e.code, e.line, e.func, e.err, e.file};
    } catch (const std::exception &e) {
        failure = {cv::Error::StsError, 0, "", e.what(), ""};
    } catch (...) {
        failure = {cv::Error::StsError, 0, "", "unknown native exception", ""};
    }
    return 1;
}

std::vector<int> pairs(const int *values, int count) { return count > 0 ? std::vector<int>(values, values + count) : std::vector<int>(); }

cv::Scalar scalar(const double *v) { return {v[0], v[1], v[2], v[3]}; }

} // namespace

// What every matrix property needs, in one crossing; the layout equals MatHeader in C#.
struct MatHeader {
    void *data;
    int64_t step;
    int32_t rows, cols, type, dims, continuous, submatrix;
};

EXPORT last_error(int *code, int *line, const char **function, const char **message, const char **file) {
    *code = failure.code;
    *line = failure.line;
    *function = failure.function.c_str();
    *message = failure.message.c_str();
    *file = failure.file.c_str();
    return 0;
}

// --- Mat ---
EXPORT mat_new(Mat **out) { return guard([&] { *out = new Mat(); }); }
EXPORT mat_create(int rows, int cols, int type, Mat **out) { return guard([&] { *out = new Mat(rows, cols, type); }); }
EXPORT mat_wrap(int rows, int cols, int type, void *data, int64_t step, Mat **out) {
    return guard([&] { *out = new Mat(rows, cols, type, data, step ? static_cast<size_t>(step) : size_t{Mat::AUTO_STEP}); });
}
EXPORT mat_region(Mat *self, int x, int y, int width, int height, Mat **out) {
    return guard([&] { *out = new Mat(*self, cv::Rect(x, y, width, height)); });
}
EXPORT mat_delete(Mat *self) { return guard([&] { delete self; }); }
EXPORT mat_release(Mat *self) { return guard([&] { self->release(); }); }
EXPORT mat_recreate(Mat *self, int rows, int cols, int type) { return guard([&] { self->create(rows, cols, type); }); }
EXPORT mat_header(const Mat *self, MatHeader *out) {
    return guard([&] {
        *out = {self->data, self->dims > 0 ? static_cast<int64_t>(self->step[0]) : 0, self->rows, self->cols, self->type(),
                self->dims, self->isContinuous(), self->isSubmatrix()};
    });
}
EXPORT mat_copy_to(const Mat *self, Mat *to, const Mat *mask) {
    return guard([&] { mask ? self->copyTo(*to, *mask) : self->copyTo(*to); });
}
EXPORT mat_convert_to(const Mat *self, Mat *to, int type, double alpha, double beta) {
    return guard([&] { self->convertTo(*to, type, alpha, beta); });
}
EXPORT mat_set_to(Mat *self, const double *value) { return guard([&] { self->setTo(scalar(value)); }); }

// --- core ---
EXPORT core_build_information(const char **text) { return guard([&] { *text = cv::getBuildInformation().c_str(); }); }

// --- imgproc ---
EXPORT imgproc_resize(const Mat *from, Mat *to, int width, int height, double fx, double fy, int interpolation) {
    return guard([&] { cv::resize(*from, *to, cv::Size(width, height), fx, fy, interpolation); });
}
EXPORT imgproc_cvt_color(const Mat *from, Mat *to, int code, int channels) {
    return guard([&] { cv::cvtColor(*from, *to, code, channels); });
}
EXPORT imgproc_put_text(Mat *on, const char *text, int x, int y, int font, double scale, const double *color, int thickness,
                        int line, int bottom_left) {
    return guard([&] { cv::putText(*on, text, cv::Point(x, y), font, scale, scalar(color), thickness, line, bottom_left != 0); });
}
EXPORT imgproc_text_size(const char *text, int font, double scale, int thickness, int *baseline, int *width, int *height) {
    return guard([&] {
        const cv::Size size = cv::getTextSize(text, font, scale, thickness, baseline);
        *width = size.width;
        *height = size.height;
    });
}

// --- imgcodecs ---
EXPORT imgcodecs_decode(const unsigned char *bytes, int count, int mode, Mat **out) {
    return guard([&] { *out = new Mat(cv::imdecode(Mat(1, count, CV_8UC1, const_cast<unsigned char *>(bytes)), mode)); });
}
// The bytes stay in *buffer until buffer_delete.
EXPORT imgcodecs_encode(const char *extension, const Mat *from, const int *options, int count, std::vector<unsigned char> **buffer,
                        const unsigned char **bytes, int64_t *length, int *done) {
    *buffer = nullptr;
    return guard([&] {
        auto out = std::make_unique<std::vector<unsigned char>>();
        *done = cv::imencode(extension, *from, *out, pairs(options, count));
        *bytes = out->data();
        *length = static_cast<int64_t>(out->size());
        *buffer = out.release();
    });
}
EXPORT buffer_delete(std::vector<unsigned char> *buffer) { return guard([&] { delete buffer; }); }

// --- videoio ---
EXPORT capture_new(VideoCapture **out) { return guard([&] { *out = new VideoCapture(); }); }
EXPORT capture_delete(VideoCapture *self) { return guard([&] { delete self; }); }
EXPORT capture_open_file(VideoCapture *self, const char *name, int backend, const int *options, int count, int *done) {
    return guard([&] { *done = count > 0 ? self->open(name, backend, pairs(options, count)) : self->open(name, backend); });
}
EXPORT capture_open_camera(VideoCapture *self, int index, int backend, const int *options, int count, int *done) {
    return guard([&] { *done = count > 0 ? self->open(index, backend, pairs(options, count)) : self->open(index, backend); });
}
EXPORT capture_is_opened(const VideoCapture *self, int *done) { return guard([&] { *done = self->isOpened(); }); }
EXPORT capture_grab(VideoCapture *self, int *done) { return guard([&] { *done = self->grab(); }); }
EXPORT capture_retrieve(VideoCapture *self, Mat *to, int stream, int *done) { return guard([&] { *done = self->retrieve(*to, stream); }); }
EXPORT capture_read(VideoCapture *self, Mat *to, int *done) { return guard([&] { *done = self->read(*to); }); }
EXPORT capture_get(const VideoCapture *self, int property, double *value) { return guard([&] { *value = self->get(property); }); }
EXPORT capture_set(VideoCapture *self, int property, double value, int *done) { return guard([&] { *done = self->set(property, value); }); }
EXPORT capture_backend_name(const VideoCapture *self, const char **name) {
    thread_local std::string kept;
    return guard([&] {
        kept = self->isOpened() ? self->getBackendName() : "";
        *name = kept.c_str();
    });
}
EXPORT capture_release(VideoCapture *self) { return guard([&] { self->release(); }); }
